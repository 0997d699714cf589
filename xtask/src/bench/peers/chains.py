"""Industry chains in Python, as the peer of `cargo run --release -p lanbai-graphs --example chains`.

    chains.py REFERENCE TABLES [--runs N]

TABLES holds what `chains --write TABLES` wrote: the random graph, and the answers, which are compared before times are
told. Data is loaded before each clock starts (`kernel` time):

- complexity: py-ecomplexity from a frame of named rows to all its outputs, without its test of log-supermodularity,
  which we do not make;
- linkages: numpy with its BLAS: coefficients, Leontief inverse, both linkages, extraction of every sector;
- systemic risk: numpy, all closures at once, each dropped as soon as it stands still; links are sorted once by
  supplier, by customer, and by customer and sector of the supplier, so that every sum is one `reduceat`;
- betweenness: rustworkx (with as many threads as it likes) and igraph (one thread), unweighted and undirected.
"""

import argparse
import csv
import gzip
import json
import os
import statistics
import time

import ecomplexity
import igraph
import numpy
import pandas
import rustworkx


def timed(runs, work):
    """The median of several runs after one that does not count, and the last answer."""
    answer, seconds = work(), []
    for _ in range(runs):
        begun = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), answer


def rows(*path):
    name = os.path.join(*path)
    with (gzip.open(name, "rt") if name.endswith(".gz") else open(name)) as file:
        return list(csv.reader(file))[1:]


def within(name, ours, theirs, tolerance):
    """The largest difference; too large a one ends the comparison."""
    ours, theirs = numpy.asarray(ours), numpy.asarray(theirs)
    worst = float(numpy.abs(ours - theirs).max())
    if not worst <= tolerance:
        raise SystemExit(f"{name}: answers differ by {worst}; no time counts")
    return worst


def complexity(reference, tables, runs):
    trade = rows(reference, "trade-1998-2000", "trade.csv.gz")
    frame = pandas.DataFrame({
        "year": 2000,
        "country": [row[0] for row in trade],
        "product": [row[1] for row in trade],
        "value": [float(row[2]) for row in trade],
    })
    names = {"time": "year", "loc": "country", "prod": "product", "val": "value"}
    seconds, found = timed(runs, lambda: ecomplexity.ecomplexity(
        frame, names, check_logsupermodularity=False, verbose=False))
    countries = found.groupby("country").first()
    ours = {row[0]: (float(row[1]), float(row[2])) for row in rows(tables, "countries.csv")}
    theirs = countries.loc[list(ours)]
    eci = within("eci", [pair[0] for pair in ours.values()], theirs["eci"], 1e-9)
    cells = found.set_index(["country", "product"])["density"]
    ours = {(row[0], row[1]): float(row[2]) for row in rows(tables, "cells.csv")}
    density = within("density", list(ours.values()), cells.loc[list(ours)], 1e-9)
    return {"complexity_seconds": seconds, "eci_difference": eci, "density_difference": density}


def linkages(reference, tables, runs):
    sectors = rows(reference, "io-china-2020", "sectors.csv")
    place = {row[0]: n for n, row in enumerate(sectors)}
    output = numpy.array([float(row[4]) for row in sectors])
    flows = numpy.zeros((len(sectors), len(sectors)))
    for supplier, user, value in rows(reference, "io-china-2020", "flows.csv.gz"):
        flows[place[supplier], place[user]] = float(value)

    def work():
        inverse = numpy.linalg.inv(numpy.eye(len(output)) - flows / output)
        multipliers = inverse.sum(axis=0)
        forward = inverse @ output / output
        extraction = output / inverse.diagonal() * multipliers
        return multipliers / multipliers.mean(), forward / forward.mean(), extraction

    seconds, (backward, forward, extraction) = timed(runs * 5, work)
    ours = numpy.array([[float(value) for value in row[1:]] for row in rows(tables, "linkages.csv")])
    difference = max(
        within("backward", ours[:, 0], backward, 1e-9),
        within("forward", ours[:, 1], forward, 1e-9),
        within("extraction", ours[:, 2] / extraction, 1.0, 1e-9),
    )
    return {"linkages_seconds": seconds, "linkages_difference": difference}


class Sums:
    """Sums over groups of links, for several closures at once."""

    def __init__(self, groups):
        self.order = numpy.argsort(groups, kind="stable")
        ordered = groups[self.order]
        self.starts = numpy.flatnonzero(numpy.r_[True, ordered[1:] != ordered[:-1]])
        self.groups = ordered[self.starts]

    def of(self, values):
        return numpy.add.reduceat(values, self.starts, axis=0)


class Network:
    """The benchmark of Diem et al.'s method: 616 sectors with two firms each, eight customers a firm."""

    def __init__(self, reference):
        matrix = rows(reference, "esri", "essentiality_nace4_616.csv.gz")
        classes = numpy.array([[int(value) for value in row[1:]] for row in matrix])
        firms = numpy.repeat(numpy.arange(1, 1233), 8)
        customers = (firms + numpy.tile([1, 37, 91, 173, 311, 509, 701, 997], 1232) - 1) % 1232 + 1
        weight = (1 + (13 * firms + 7 * customers) % 17).astype(float)
        supplier, customer = firms - 1, customers - 1
        self.count, self.sector = 1232, numpy.arange(1232) // 2
        kind = classes[self.sector[supplier], self.sector[customer]]
        self.sold = numpy.bincount(supplier, weight, self.count)
        bought = numpy.bincount(customer, weight, self.count)
        self.by_supplier = Sums(supplier)
        order = self.by_supplier.order
        self.up = (weight[order] / self.sold[supplier[order]])[:, None]
        self.up_customer = customer[order]
        self.of_sector = Sums(self.sector)
        others = kind == 1
        self.by_customer = Sums(customer[others])
        order = numpy.flatnonzero(others)[self.by_customer.order]
        self.loss = (weight[order] / bought[customer[order]])[:, None]
        self.loss_supplier = supplier[order]
        vital = kind == 2
        pair = customer[vital] * 616 + self.sector[supplier[vital]]
        self.by_pair = Sums(pair)
        order = numpy.flatnonzero(vital)[self.by_pair.order]
        total = self.by_pair.of(weight[order])
        lengths = numpy.diff(numpy.r_[self.by_pair.starts, len(order)])
        self.share = (weight[order] / numpy.repeat(total, lengths))[:, None]
        self.share_supplier = supplier[order]
        self.customer_of_pair = self.by_pair.groups // 616
        starts = numpy.flatnonzero(
            numpy.r_[True, self.customer_of_pair[1:] != self.customer_of_pair[:-1]])
        self.pair_starts, self.pair_customers = starts, self.customer_of_pair[starts]

    def step(self, up, down, left):
        new_up = numpy.ones_like(up)
        new_up[self.by_supplier.groups] = self.by_supplier.of(self.up * up[self.up_customer])
        sold = self.sold[:, None]
        made = self.of_sector.of(sold * down)[self.sector]
        lost = numpy.minimum(1.0, numpy.divide(sold, made, out=numpy.ones_like(made), where=made > 0))
        lost *= 1.0 - down
        others, vital = numpy.zeros_like(up), numpy.zeros_like(up)
        others[self.by_customer.groups] = self.by_customer.of(self.loss * lost[self.loss_supplier])
        of_pairs = self.by_pair.of(self.share * lost[self.share_supplier])
        vital[self.pair_customers] = numpy.maximum.reduceat(of_pairs, self.pair_starts, axis=0)
        return numpy.minimum(new_up, left), numpy.minimum(1.0 - numpy.maximum(others, vital), left)

    def closures(self, firms, stop=1e-2):
        scores, running = numpy.zeros(len(firms)), numpy.arange(len(firms))
        left = numpy.ones((self.count, len(firms)))
        left[firms, running] = 0.0
        up, down = numpy.ones_like(left), numpy.ones_like(left)
        while len(running):
            new_up, new_down = self.step(up, down, left)
            moved = numpy.maximum(numpy.abs(new_up - up).max(axis=0), numpy.abs(new_down - down).max(axis=0))
            up, down, still = new_up, new_down, moved >= stop
            if not still.all():
                lost = self.sold @ (1.0 - numpy.minimum(up, down)[:, ~still]) / self.sold.sum()
                scores[running[~still]] = lost
                running, up, down, left = running[still], up[:, still], down[:, still], left[:, still]
        return scores


def risk(reference, tables, runs):
    network = Network(reference)
    expected = rows(reference, "esri", "benchmark1232_expected.csv")
    firms = numpy.array([int(row[0]) - 1 for row in expected])
    seconds, scores = timed(5 * runs, lambda: network.closures(firms))
    ours = numpy.array([float(row[3]) for row in rows(tables, "esri.csv")])
    difference = within("systemic risk", ours[firms], scores, 1e-9)
    return {"closures": len(firms), "closures_seconds": seconds, "risk_difference": difference}


def network(tables, runs):
    links = [(int(row[0]), int(row[1])) for row in rows(tables, "graph.csv")]
    ours = numpy.array([float(row[1]) for row in rows(tables, "betweenness.csv")])
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(ours)))
    graph.add_edges_from_no_data(links)
    of_rustworkx, found = timed(runs, lambda: rustworkx.betweenness_centrality(graph, normalized=False))
    difference = within("betweenness", ours / ours.max(), numpy.array([found[n] for n in range(len(ours))]) / ours.max(), 1e-9)
    graph = igraph.Graph(len(ours), links)
    of_igraph, found = timed(runs, graph.betweenness)
    difference = max(difference, within("betweenness", ours / ours.max(), numpy.array(found) / ours.max(), 1e-9))
    return {"rustworkx_seconds": of_rustworkx, "igraph_seconds": of_igraph, "betweenness_difference": difference}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reference")
    parser.add_argument("tables")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--graph-runs", type=int, default=2)
    given = parser.parse_args()
    told = complexity(given.reference, given.tables, given.runs)
    told |= linkages(given.reference, given.tables, given.runs)
    told |= risk(given.reference, given.tables, given.runs)
    told |= network(given.tables, given.graph_runs)
    print(json.dumps(told))


main()
