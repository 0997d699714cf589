"""Dense evaluation in DuckDB, as the peer of `cargo run --release -p lanbai-measures --example dense`.

    measures.py FOLDER [--runs N] [--threads N] [--formulation NAME]

FOLDER holds what `dense --write FOLDER` wrote. The tables are loaded, typed and checkpointed into a file database
before the clock starts (`kernel` time); every formulation makes the table of all answers from the observations:
value, covered leaves and weakest origin of each indicator, territory and period that has a value. A territory's own
value stands before what its members give; both parts of a ratio cover the same leaves. Both parts of every ratio
are restricted exactly, nothing is simplified; decimals are summed as decimals, quotients are doubles, which is
what division of decimals gives in DuckDB. Targets, paths and lights, which the kernel also works out, are not asked
of DuckDB. Answers are compared with `answers.csv` before times are told.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time

import duckdb

LEVELS = (3, 2, 1)


def load(connection, folder):
    """Typed tables. A measure is a part of its own; a numerator of several measures is one more part."""
    def read(name):
        return f"read_csv('{os.path.join(folder, name)}')"

    connection.execute(f"""
        create table territories as select territory::smallint territory, parent::smallint parent,
            level::utinyint as level, leaves::integer leaves from {read('territories.csv')} order by territory;
        create table observations as select id::integer id, territory::smallint territory,
            measure::utinyint measure, period::smallint period, value::decimal(18, 2) as value,
            origin::utinyint origin, known_on::date known_on
            from {read('observations.csv')} order by measure, territory, period;
        create table terms as select indicator::utinyint indicator, kind, part::utinyint part,
            measure::utinyint measure, factor::integer factor from {read('indicators.csv')};
        create table sums as
            select 100 + indicator::utinyint part, min(measure) one, max(measure) other, indicator
            from terms where kind = 'ratio' and part = 1 group by indicator having count(*) = 2;
        create table pairs as
            select t.indicator, any_value(t.kind) kind, any_value(t.factor) factor,
                coalesce(any_value(s.part), min(t.measure) filter (t.part = 1))::utinyint above,
                coalesce(min(t.measure) filter (t.part = 2), min(t.measure))::utinyint below,
                case any_value(t.kind) when 'growth' then 12 else 0 end::smallint back
            from terms t left join sums s using (indicator) where t.kind <> 'measure' group by t.indicator;
        create table singles as select indicator, measure part from terms where kind = 'measure';
        checkpoint;
    """)


VALUE = """case p.kind when 'growth' then (p.factor * (a / b - 1))::double
    else (p.factor * a / b)::double end"""

# Among rivals the stronger origin, then what became known later, then the lesser id. All sources have one grade and
# all periods are stated, and every question may see everything, so that nothing else is asked.
CHOOSE = """
    create or replace temp table chosen as
    with ranked as (select *, (origin::bigint << 50) + ((100000 - (known_on - date '2000-01-01')) << 24) + id as rank
        from observations)
    select measure, territory, period, arg_min(value, rank) as value, arg_min(origin, rank) origin
    from ranked group by all"""

# What every part is, of the territory itself.
OWN = """
    with observations as (select * from chosen)
    select measure part, territory, period, value, origin from observations
    union all
    select s.part, a.territory, a.period, (a.value + b.value)::decimal(18, 2), greatest(a.origin, b.origin)
    from sums s join observations a on a.measure = s.one
        join observations b on b.measure = s.other and b.territory = a.territory and b.period = a.period"""


def answers(result):
    """All levels of the singles and the pairs as one table."""
    singles = " union all ".join(
        f"select s.indicator, r.territory, r.period, r.value::double as value, r.covered, r.origin "
        f"from singles s join roll_{level} r using (part)" for level in (4, *LEVELS))
    pairs = " union all ".join(
        f"select c.indicator, c.territory, c.period, {VALUE} as value, c.covered, c.origin "
        f"from common_{level} c join pairs p using (indicator) where b <> 0" for level in (4, *LEVELS))
    return f"create or replace temp table {result} as {singles} union all {pairs}"


def long(connection, merge):
    """One row a part, territory and period; level by level upwards."""
    run = connection.execute
    run(CHOOSE)
    run(f"""create or replace temp table own as
        select o.*, t.level, t.parent, t.leaves from ({OWN}) o join territories t using (territory)""")
    run("""create or replace temp table roll_4 as
        select part, territory, period, value::decimal(38, 2) as value, 1 as covered, origin, parent, 1 as leaves
        from own where level = 4""")
    run("""create or replace temp table common_4 as
        select p.indicator, a.territory, a.period, a.value a, b.value b, 1 as covered,
            greatest(a.origin, b.origin) origin, a.parent
        from pairs p join roll_4 a on a.part = p.above
            join roll_4 b on b.part = p.below and b.territory = a.territory and b.period = a.period - p.back""")
    for level in LEVELS:
        below = f"""select r.part, r.parent territory, r.period, sum(r.value)::decimal(38, 2) as value,
            sum(r.covered)::integer covered, max(r.origin) origin from roll_{level + 1} r group by all"""
        run(f"create or replace temp table roll_{level} as " + merge(below, level))
        run(f"""create or replace temp table common_{level} as
            with whole as (
                select p.indicator, a.territory, a.period, a.value a, b.value b, a.covered,
                    greatest(a.origin, b.origin) origin
                from pairs p join roll_{level} a on a.part = p.above and a.covered = a.leaves
                    join roll_{level} b on b.part = p.below and b.territory = a.territory
                        and b.period = a.period - p.back and b.covered = b.leaves),
            members as (
                select indicator, parent territory, period, sum(a)::decimal(38, 2) a, sum(b)::decimal(38, 2) b,
                    sum(covered)::integer covered, max(origin) origin from common_{level + 1} group by all),
            both_ as (
                select * from whole union all
                select * from members anti join whole using (indicator, territory, period))
            select b.*, t.parent from both_ b join territories t using (territory)""")
    run(answers("result"))


def full_join(below, level):
    return f"""with below as ({below}), mine as (select * from own where level = {level})
        select part, territory, period, coalesce(m.value::decimal(38, 2), b.value) as value,
            case when m.value is null then b.covered else t.leaves end covered,
            coalesce(m.origin, b.origin) origin, t.parent, t.leaves
        from below b full join mine m using (part, territory, period) join territories t using (territory)"""


def anti_join(below, level):
    return f"""with below as ({below}), mine as (select * from own where level = {level})
        select part, territory, period, value::decimal(38, 2) as value, leaves covered, origin, parent, leaves from mine
        union all
        select b.part, b.territory, b.period, b.value, b.covered, b.origin, t.parent, t.leaves
        from below b anti join mine using (part, territory, period) join territories t using (territory)"""


def wide(connection):
    """One row a territory and period, one column a part; ratios of all indicators in one pass."""
    run = connection.execute
    run(CHOOSE)
    parts = sorted({row[0] for row in run(
        "select above from pairs union select below from pairs union select part from singles").fetchall()})
    sums = {row[0]: row[1:] for row in run("select part, one, other from sums").fetchall()}
    pairs = run("select indicator, kind, factor, above, below, back from pairs order by indicator").fetchall()
    singles = run("select indicator, part from singles order by indicator").fetchall()
    measures = [row[0] for row in run("select distinct measure from observations order by 1").fetchall()]
    picked = ", ".join(f"max(value) filter (measure = {m}) v{m}, max(origin) filter (measure = {m}) o{m}"
                       for m in measures)
    run(f"create or replace temp table picked as "
        f"select territory, period, {picked} from chosen group by territory, period")
    combined = "".join(
        f", (v{a} + v{b})::decimal(18, 2) v{p}, case when v{a} + v{b} is null then null "
        f"else greatest(o{a}, o{b}) end o{p}" for p, (a, b) in sums.items())
    run(f"create or replace temp table own as select w.*{combined}, t.level, t.parent, t.leaves "
        f"from picked w join territories t using (territory)")

    def common(level, source):
        """Pairs of one level; `source` has the columns v, c, o of the parts, and those of the year before."""
        columns = []
        for indicator, _, _, above, below, back in pairs:
            b = "y" if back else "r"
            whole = f"r.c{above} = r.leaves and {b}.c{below} = r.leaves"
            def pick(own, members):
                return own if level == 4 else f"case when {whole} then {own} else m.{members} end"
            here = f"case when {whole} then {{}} end" if level == 4 else "{}"
            columns.append(", ".join((
                f"{here.format(pick(f'r.v{above}', f'a{indicator}'))} a{indicator}",
                f"{here.format(pick(f'{b}.v{below}', f'b{indicator}'))} b{indicator}",
                f"{here.format(pick('r.leaves', f'n{indicator}'))} n{indicator}",
                f"{here.format(pick(f'greatest(r.o{above}, {b}.o{below})', f'w{indicator}'))} w{indicator}")))
        members = ""
        if level < 4:
            gathered = ", ".join(f"sum(a{i})::decimal(38, 2) a{i}, sum(b{i})::decimal(38, 2) b{i}, "
                                 f"sum(n{i})::integer n{i}, max(w{i}) w{i}" for i, *_ in pairs)
            members = (f" left join (select parent territory, period, {gathered} from common_{level + 1} "
                       f"group by all) m on m.territory = r.territory and m.period = r.period")
        run(f"create or replace temp table common_{level} as select r.territory, r.period, r.parent, "
            f"{', '.join(columns)} from {source} r left join {source} y "
            f"on y.territory = r.territory and y.period = r.period - 12{members}")

    own = ", ".join(f"v{p}::decimal(38, 2) v{p}, case when v{p} is null then null else 1 end c{p}, o{p}" for p in parts)
    run(f"create or replace temp table roll_4 as select territory, period, parent, leaves, {own} "
        f"from own where level = 4")
    common(4, "roll_4")
    for level in LEVELS:
        gathered = ", ".join(f"sum(v{p})::decimal(38, 2) v{p}, sum(c{p})::integer c{p}, max(o{p}) o{p}" for p in parts)
        merged = ", ".join(
            f"coalesce(w.v{p}::decimal(38, 2), b.v{p}) v{p}, case when w.v{p} is null then b.c{p} else t.leaves end c{p}, "
            f"case when w.v{p} is null then b.o{p} else w.o{p} end o{p}" for p in parts)
        run(f"""create or replace temp table roll_{level} as
            with below as (select parent territory, period, {gathered} from roll_{level + 1} group by all),
            mine as (select * from own where level = {level})
            select territory, period, t.parent, t.leaves, {merged}
            from below b full join mine w using (territory, period) join territories t using (territory)""")
        common(level, f"roll_{level}")
    rows = []
    for level in (4, *LEVELS):
        for indicator, part in singles:
            rows.append(f"select {indicator} indicator, territory, period, v{part}::double as value, c{part} covered, "
                        f"o{part} origin from roll_{level} where v{part} is not null")
        for indicator, kind, factor, *_ in pairs:
            a, b = f"a{indicator}", f"b{indicator}"
            value = f"{factor} * ({a} / {b} - 1)" if kind == "growth" else f"{factor} * {a} / {b}"
            rows.append(f"select {indicator}, territory, period, ({value})::double, n{indicator}, w{indicator} "
                        f"from common_{level} where {b} <> 0")
    run("create or replace temp table result as " + " union all ".join(rows))


FORMULATIONS = {
    "long, full join": lambda c: long(c, full_join),
    "long, anti join": lambda c: long(c, anti_join),
    "wide": wide,
}


def disagreements(connection, folder):
    """How many cells differ from the kernel's, by presence, coverage, origin or more than 1e-9 of the value."""
    path = os.path.join(folder, "answers.csv")
    return connection.execute(f"""
        with ours as (select * from read_csv('{path}', types={{'value': 'DOUBLE'}}))
        select count(*) from ours o full join result r using (indicator, territory, period)
        where o.value is null or r.value is null or o.covered <> r.covered or o.origin <> r.origin
            or abs(o.value - r.value) > 1e-9 * greatest(abs(o.value), 1)""").fetchone()[0]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--formulation", choices=FORMULATIONS)
    arguments.add_argument("--prepare", metavar="FILE", help="only load the tables into a database")
    arguments.add_argument("--once", metavar="FILE", help="answer once from such a database, and tell how many")
    given = arguments.parse_args()
    if given.prepare:
        load(duckdb.connect(given.prepare, config={"threads": given.threads}), given.folder)
        return 0
    if given.once:
        connection = duckdb.connect(given.once, config={"threads": given.threads})
        FORMULATIONS[given.formulation](connection)
        print(json.dumps({"answers": connection.execute("select count(*) from result").fetchone()[0]}))
        return 0
    wanted = [given.formulation] if given.formulation else list(FORMULATIONS)
    with tempfile.TemporaryDirectory() as scratch:
        connection = duckdb.connect(os.path.join(scratch, "measures.duckdb"), config={"threads": given.threads})
        load(connection, given.folder)
        seconds, wrong = {}, {}
        for name in wanted:
            times = []
            for _ in range(given.runs):
                begun = time.perf_counter()
                FORMULATIONS[name](connection)
                times.append(time.perf_counter() - begun)
            seconds[name] = statistics.median(times)
            wrong[name] = disagreements(connection, given.folder)
        cells = connection.execute("select count(*) from result").fetchone()[0]
    fastest = min(seconds, key=seconds.get)
    print(json.dumps({
        "peer": f"DuckDB {duckdb.__version__}", "threads": given.threads, "runs": given.runs, "answers": cells,
        "all_seconds": seconds[fastest], "formulation": fastest, "seconds": seconds, "disagreements": wrong,
    }))
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
