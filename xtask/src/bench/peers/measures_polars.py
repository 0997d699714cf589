"""Dense evaluation in Polars, as the peer of `cargo run --release -p lanbai-measures --example dense`.

    measures_polars.py FOLDER [--runs N] [--threads N] [--formulation NAME]

FOLDER holds what `dense --write FOLDER` wrote; rules, answers and clocks are those of `measures.py`. The tables are
loaded, typed and sorted in memory before the clock starts (`kernel` time). Values are whole hundredths in 64 bits,
which adds them exactly and faster than Polars' decimals of 128 bits; quotients are doubles. Steps are collected one
by one: one lazy plan of all levels is worked out anew for each use of a level, which takes thirty times as long.
"""

import argparse
import json
import os
import statistics
import sys
import time

TABLES = ("observations", "territories", "pairs", "sums", "singles")
LEVELS = (3, 2, 1)
LEAVES = 4
# A cell in 64 bits, since joins and groups by one number are faster than by three: the part or indicator above,
# then the territory, then the period.
PART, TERRITORY = 2**32, 2**16


def load(folder):
    """Typed tables. A measure is a part of its own; a numerator of several measures is one more part.

    Territories are numbered from zero. Observations lie sorted, so that rivals are neighbours.
    """
    def read(name, types):
        return pl.scan_csv(os.path.join(folder, name), schema_overrides=types)

    small, byte = pl.Int16, pl.UInt8
    observations = read("observations.csv", {
        "id": pl.Int32, "territory": small, "measure": byte, "period": small, "value": pl.Decimal(18, 2),
        "origin": byte, "known_on": pl.Date})
    observations = observations.with_columns((pl.col("value") * 100).cast(pl.Int64)).sort(
        "measure", "territory", "period").collect()
    territories = read("territories.csv", {
        "territory": small, "parent": small, "level": byte, "leaves": pl.Int32}).sort("territory").collect()
    terms = read("indicators.csv", {
        "indicator": byte, "part": byte, "measure": byte, "factor": pl.Int32}).collect()
    sums = terms.filter(kind="ratio", part=1).group_by("indicator").agg(
        one=pl.col("measure").min(), other=pl.col("measure").max(), terms=pl.len(),
    ).filter(terms=2).select("one", "other", "indicator", part=100 + pl.col("indicator"))
    above, below = (pl.col("measure").filter(part=part).min() for part in (1, 2))
    pairs = terms.filter(pl.col("kind") != "measure").group_by("indicator").agg(
        pl.col("kind").first(), pl.col("factor").first(), above=above, below=below.fill_null(pl.col("measure").min()),
    ).join(sums, on="indicator", how="left").select(
        "indicator", "kind", "factor", "below", above=pl.coalesce("part", "above"),
        back=pl.when(kind="growth").then(12).otherwise(0).cast(small)).sort("indicator")
    singles = terms.filter(kind="measure").select("indicator", part="measure").sort("indicator")
    loaded = observations, territories, pairs, sums, singles
    return {name: table.rechunk() for name, table in zip(TABLES, loaded, strict=True)}


def prepare(folder, database):
    """The loaded tables as files."""
    os.makedirs(database, exist_ok=True)
    for name, table in load(folder).items():
        table.write_parquet(os.path.join(database, f"{name}.parquet"), compression="snappy")


def prepared(database):
    return {name: pl.read_parquet(os.path.join(database, f"{name}.parquet")) for name in TABLES}


def rank_rivals(rivals):
    """The stronger origin, then what became known later, then the lesser id.

    All sources have one grade and all periods are stated, and every question may see everything, so that nothing
    else is asked.
    """
    ranked = rivals.sort("cell", "origin", "known_on", "id", descending=[False, False, True, False])
    return ranked.unique("cell", keep="first")


def alone():
    """Whether an observation has no rival beside it. Only those that have are ranked."""
    cell = pl.col("cell")
    return (cell != cell.shift(1, fill_value=-1)) & (cell != cell.shift(-1, fill_value=-1))


def quotient():
    """Of `a` and `b`, as each pair wants it."""
    a, b, factor = pl.col("a").cast(pl.Float64), pl.col("b"), pl.col("factor")
    return pl.when(kind="growth").then(factor * (a / b - 1)).otherwise(factor * a / b)


def long(tables):
    """One row a part, territory and period; level by level upwards."""
    def now(frame):
        return frame.collect(engine="streaming").lazy()

    def number(name):
        return pl.col(name).cast(pl.Int64)

    cell = pl.col("cell")
    part, territory = (cell // PART).cast(pl.UInt8), (cell // TERRITORY % TERRITORY).cast(pl.Int16)
    of_parent = cell // PART * PART + number("parent") * TERRITORY + cell % TERRITORY
    observations, territories, pairs, sums, singles = (tables[name].lazy() for name in TABLES)

    marked = observations.with_columns(
        cell=number("measure") * PART + number("territory") * TERRITORY + pl.col("period"),
    ).with_columns(alone=alone())
    wanted = "measure", "cell", "value", "origin"
    chosen = now(pl.concat([
        marked.filter("alone").select(wanted), rank_rivals(marked.filter(~pl.col("alone"))).select(wanted)]))

    def term(which):
        of_sum = number("part") * PART + cell % PART
        return chosen.join(sums.select("part", measure=which), on="measure").select("value", "origin", cell=of_sum)

    summed = term("one").join(term("other"), on="cell").select(
        "cell", pl.col("value") + pl.col("value_right"), pl.max_horizontal("origin", "origin_right"))
    own = now(pl.concat([chosen.select("cell", "value", "origin"), summed]).with_columns(
        territory=territory).join(territories, on="territory").drop("territory"))

    # Where the other part of a pair stands, seen from the first.
    shifts = pairs.select(
        "indicator", part="above", shift=(number("below") - pl.col("above")) * PART - pl.col("back"))

    def both(rows):
        above = rows.with_columns(part=part).join(shifts, on="part").with_columns(other=cell + pl.col("shift"))
        below = rows.select(other="cell", b="value", origin_below="origin")
        return above.join(below, on="other").select(
            "covered", "parent", "b", a="value", cell=number("indicator") * PART + cell % PART,
            origin=pl.max_horizontal("origin", "origin_below"))

    def gathered(rows, *values):
        return rows.select(*values, "covered", "origin", cell=of_parent).group_by("cell").agg(
            pl.col(*values, "covered").sum(), pl.col("origin").max())

    roll = now(own.filter(level=LEAVES).select(
        "cell", "value", "origin", "parent", covered=pl.lit(1, pl.Int32)))
    common = now(both(roll))
    rolls, commons = [roll], [common]
    for level in LEVELS:
        places = territories.filter(level=level).drop("level")

        def unless(members, others):
            return members.join(others, on="cell", how="anti").with_columns(territory=territory).join(
                places, on="territory").drop("territory")

        mine = own.filter(level=level).select("cell", "value", "leaves", "origin", "parent", covered="leaves")
        rolled = now(pl.concat([mine, unless(gathered(roll, "value"), mine).select(mine.collect_schema().names())]))
        whole = now(both(rolled.filter(pl.col("covered") == pl.col("leaves"))))
        common = now(pl.concat([
            whole, unless(gathered(common, "a", "b"), whole).select(whole.collect_schema().names())]))
        roll = rolled.drop("leaves")
        rolls.append(roll)
        commons.append(common)

    def answers(value):
        period = (cell % TERRITORY).cast(pl.Int16)
        return ("indicator", territory.alias("territory"), period.alias("period"), value.alias("value"), "covered",
                "origin")

    of_singles = pl.concat(rolls).with_columns(part=part).join(singles, on="part").select(
        answers(number("value") / 100))
    of_pairs = pl.concat(commons).filter(pl.col("b") != 0).with_columns(indicator=part).join(
        pairs, on="indicator").select(answers(quotient()))
    return pl.concat([of_singles, of_pairs]).collect(engine="streaming")


def wide(tables):
    """One row a territory and period, one column a part; ratios of all indicators in one pass."""
    def now(frame):
        return frame.collect(engine="in-memory")

    observations, territories = tables["observations"].lazy(), tables["territories"]
    pairs, sums, singles = (tables[name].rows(named=True) for name in TABLES[2:])
    parts = sorted({p[side] for p in pairs for side in ("above", "below")} | {s["part"] for s in singles})
    months = tables["observations"]["period"].max() + 1
    cells, measures = months * territories.height, tables["observations"]["measure"].max() + 1

    def place(name):
        return pl.col(name).cast(pl.Int64)

    # Every measure becomes a column with a place for each territory and period. What has rivals is overwritten by
    # the best of them.
    cell = place("measure") * cells + place("territory") * months + pl.col("period")
    placed = observations.with_columns(cell=cell).with_columns(alone=alone()).collect(engine="streaming")
    best = now(rank_rivals(placed.lazy().filter(~pl.col("alone"))))

    def columns(name):
        dense = pl.repeat(None, measures * cells, dtype=placed.schema[name], eager=True)
        dense = dense.scatter(placed["cell"], placed[name]).scatter(best["cell"], best[name])
        return [dense.slice(m * cells, cells).alias(f"{name} {m}") for m in range(measures)]

    def up(name):
        return pl.col(name).cast(pl.Int32) * months + pl.col("period")

    grid = now(territories.lazy().with_columns(
        period=pl.int_ranges(0, months, dtype=pl.Int16)).explode("period").with_columns(
        row=up("territory"), above=up("parent")))
    own = pl.DataFrame([*grid.get_columns(), *columns("value"), *columns("origin")])

    def value(part):
        return pl.col(f"value {part}")

    def origin(part):
        return pl.col(f"origin {part}")

    def covered(part):
        return pl.col(f"covered {part}")

    def both(one, other):
        return pl.when(one.is_not_null() & other.is_not_null())

    own = own.with_columns(
        expression for s in sums for expression in (
            (value(s["one"]) + value(s["other"])).alias(f"value {s['part']}"),
            both(origin(s["one"]), origin(s["other"])).then(
                pl.max_horizontal(origin(s["one"]), origin(s["other"]))).alias(f"origin {s['part']}")))

    def common(level):
        """Both parts of each pair, of the territory itself if both are whole, otherwise what members have."""
        for pair in pairs:
            above, below, back, name = pair["above"], pair["below"], pair["back"], pair["indicator"]

            def before(expression, back=back):
                return pl.when(pl.col("period") >= back).then(expression.shift(back)) if back else expression

            b, b_origin = before(value(below)), before(origin(below))
            here = {"a": value(above), "b": b, "weakest": pl.max_horizontal(origin(above), b_origin)}
            if level == LEAVES:
                whole = both(value(above), b)
            else:
                here["number"] = pl.col("leaves")
                whole = pl.when((covered(above) == pl.col("leaves")) & before(covered(below) == pl.col("leaves")))
            for column, expression in here.items():
                column = f"{column} {name}"
                picked = whole.then(expression)
                yield (picked if level == LEAVES else picked.otherwise(pl.col(column))).alias(column)

    def answers(rows, leaves):
        rows = rows.lazy()

        def answer(indicator, present, value, covered, origin):
            return rows.filter(present).select(
                pl.lit(indicator, pl.UInt8).alias("indicator"), "territory", "period", value.alias("value"),
                (pl.lit(1, pl.Int32) if leaves else pl.col(covered)).alias("covered"), pl.col(origin).alias("origin"))

        for s in singles:
            part = s["part"]
            yield answer(s["indicator"], value(part).is_not_null(), value(part) / 100, f"covered {part}",
                         f"origin {part}")
        for p in pairs:
            name, factor = p["indicator"], p["factor"]
            a, b, weakest = pl.col(f"a {name}"), pl.col(f"b {name}"), pl.col(f"weakest {name}")
            quotient = factor * (a / b - 1) if p["kind"] == "growth" else factor * a / b
            yield answer(name, weakest.is_not_null() & (b != 0), quotient, f"number {name}", f"weakest {name}")

    names = [p["indicator"] for p in pairs]
    rows = now(own.lazy().filter(level=LEAVES).with_columns(common(LEAVES)))
    found, above = [*answers(rows, leaves=True)], []
    for level in LEVELS:
        # A leaf covers itself: its values are counted.
        counted = {f"covered {p}": value(p).count().cast(pl.Int32) for p in parts} | {
            f"number {n}": pl.col(f"a {n}").count().cast(pl.Int32) for n in names}
        if level != LEVELS[0]:
            counted = {name: pl.col(name).sum() for name in counted}
        members = rows.lazy().group_by(row="above").agg(
            *(value(p).sum() for p in parts), *(origin(p).max() for p in parts),
            *(pl.col(f"a {n}", f"b {n}").sum() for n in names), *(pl.col(f"weakest {n}").max() for n in names),
            **counted).collect(engine="streaming").lazy()
        members = members.rename({f"{kind} {p}": f"below {kind} {p}"
                                  for kind in ("value", "origin", "covered") for p in parts})
        joined = now(own.lazy().filter(level=level).join(members, on="row", how="left", maintain_order="left"))
        # The sum of nothing is no value.
        rolled = now(joined.lazy().with_columns(
            expression for p in parts for expression in (
                pl.coalesce(value(p), pl.when(pl.col(f"below origin {p}").is_not_null()).then(
                    pl.col(f"below value {p}"))).alias(f"value {p}"),
                pl.when(value(p).is_not_null()).then("leaves").otherwise(f"below covered {p}").alias(f"covered {p}"),
                pl.coalesce(origin(p), f"below origin {p}").alias(f"origin {p}"))))
        rows = now(rolled.lazy().with_columns(common(level)))
        above.append(rows)
    found += answers(pl.concat(above), leaves=False)
    return pl.concat(pl.collect_all(found, engine="in-memory"))


FORMULATIONS = {"long": long, "wide": wide}


def disagreements(result, folder):
    """How many cells differ from the kernel's, by presence, coverage, origin or more than 1e-9 of the value."""
    keys = "indicator", "territory", "period"
    ours = pl.read_csv(os.path.join(folder, "answers.csv"), schema_overrides=dict(result.schema))
    both = ours.join(result, on=keys, how="full", coalesce=True)
    value, other = pl.col("value"), pl.col("value_right")
    return both.filter(
        value.is_null() | other.is_null() | (pl.col("covered") != pl.col("covered_right"))
        | (pl.col("origin") != pl.col("origin_right"))
        | ((value - other).abs() > 1e-9 * pl.max_horizontal(value.abs(), 1.0))).height


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--formulation", choices=FORMULATIONS)
    arguments.add_argument("--prepare", metavar="FILE", help="only load the tables into a folder of Parquet files")
    arguments.add_argument("--once", metavar="FILE", help="answer once from such a folder, and tell how many")
    given = arguments.parse_args()
    # Polars asks for it when it is imported.
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)
    global pl
    import polars as pl

    if given.prepare:
        prepare(given.folder, given.prepare)
        return 0
    if given.once:
        result = FORMULATIONS[given.formulation](prepared(given.once))
        print(json.dumps({"answers": result.height}))
        return 0
    wanted = [given.formulation] if given.formulation else list(FORMULATIONS)
    tables = load(given.folder)
    seconds, wrong, cells = {}, {}, {}
    for name in wanted:
        times = []
        for _ in range(given.runs):
            begun = time.perf_counter()
            result = FORMULATIONS[name](tables)
            times.append(time.perf_counter() - begun)
        seconds[name], cells[name] = statistics.median(times), result.height
        wrong[name] = disagreements(result, given.folder)
    fastest = min(seconds, key=seconds.get)
    print(json.dumps({
        "peer": f"Polars {pl.__version__}", "threads": pl.thread_pool_size(), "runs": given.runs,
        "answers": cells[fastest], "all_seconds": seconds[fastest], "formulation": fastest, "seconds": seconds,
        "disagreements": wrong,
    }))
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
