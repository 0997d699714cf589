"""Writes networkx.json: graphs with what networkx and leidenalg say of them.

Run with networkx 3.6.1, igraph 1.0.0, leidenalg 0.12.0 (and scipy, numpy): python make_graphs.py > networkx.json
Nodes are numbered in the order in which networkx lists them. Real graphs are those that networkx ships. Betweenness is
not normalised; PageRank follows with 0.85. `modularity` is the best that leidenalg found from 200 seeds, with weights
where the graph has them.
"""

import json

import igraph
import leidenalg
import networkx as nx


def random_graphs():
    yield "sparse with parts 1", nx.gnm_random_graph(40, 30, seed=1)
    yield "sparse with parts 2", nx.gnm_random_graph(60, 55, seed=2)
    yield "random 3", nx.gnm_random_graph(50, 80, seed=3)
    yield "random 4", nx.gnm_random_graph(50, 200, seed=4)
    yield "scale free 5", nx.barabasi_albert_graph(60, 1, seed=5)
    yield "scale free 6", nx.barabasi_albert_graph(60, 3, seed=6)
    yield "small world 7", nx.watts_strogatz_graph(50, 4, 0.1, seed=7)
    yield "tree 8", nx.random_labeled_tree(45, seed=8)
    yield "near by 9", nx.random_geometric_graph(60, 0.17, seed=9)
    yield "caves 10", nx.connected_caveman_graph(8, 6)
    yield "one way 11", nx.gnp_random_graph(40, 0.06, seed=11, directed=True)
    yield "one way 12", nx.scale_free_graph(50, seed=12)


def real_graphs():
    yield "karate club", nx.karate_club_graph()
    yield "les miserables", nx.les_miserables_graph()
    yield "davis southern women", nx.davis_southern_women_graph()


def told(name, graph):
    graph = nx.DiGraph(graph) if graph.is_directed() else nx.Graph(graph)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    graph = nx.convert_node_labels_to_integers(graph)
    links = sorted((min(a, b), max(a, b), float(d.get("weight", 1))) if not graph.is_directed()
                   else (a, b, float(d.get("weight", 1))) for a, b, d in graph.edges(data=True))
    nodes = range(graph.number_of_nodes())
    between = nx.betweenness_centrality(graph, normalized=False)
    scaled = nx.betweenness_centrality(graph, normalized=True)
    rank = nx.pagerank(graph, alpha=0.85, tol=1e-15, max_iter=10000)
    answer = {
        "name": name, "directed": graph.is_directed(), "nodes": len(nodes), "links": links,
        "betweenness": [between[n] for n in nodes], "normalised": [scaled[n] for n in nodes],
        "page_rank": [rank[n] for n in nodes],
    }
    if not graph.is_directed():
        cores = nx.core_number(graph)
        known = igraph.Graph(n=len(nodes), edges=[(a, b) for a, b, _ in links])
        weights = [w for _, _, w in links]
        best = max((leidenalg.find_partition(known, leidenalg.ModularityVertexPartition, weights=weights,
                                             n_iterations=-1, seed=seed) for seed in range(200)),
                   key=lambda found: found.quality())
        groups = [{n for n in nodes if best.membership[n] == c} for c in range(len(best))]
        answer |= {
            "articulation_points": sorted(nx.articulation_points(graph)),
            "bridges": sorted([min(a, b), max(a, b)] for a, b in nx.bridges(graph)),
            "core_numbers": [cores[n] for n in nodes],
            "components": nx.number_connected_components(graph),
            "modularity": nx.community.modularity(graph, groups), "membership": best.membership,
        }
    return answer


graphs = [told(name, graph) for name, graph in (*random_graphs(), *real_graphs())]
print("[\n" + ",\n".join(json.dumps(graph) for graph in graphs) + "\n]")
