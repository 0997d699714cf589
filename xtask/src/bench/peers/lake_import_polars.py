"""The same work as an import, in Polars: typed, checked against what the plan knows, repeated rows found, durable.

    lake_import_polars.py FILE OUT [--threads N] [--way NAME]

`territories.csv` and `measures.csv` lie beside FILE; OUT is one Parquet file, which is not there before all checks
have passed and it lies on disk. Prints the number of its rows and the sum of their values, read back from OUT.

What the plan knows are enumerations: reading finds a territory, measure or unit that is none, which is faster than a
join afterwards. Eighteen digits are enough for these values and half as wide in the file as the lake's twenty-eight.
"""

import argparse
import json
import os
import sys

KEY = ("territory", "measure", "period", "source")
ROW = ("measure", "territory", "period", "value", "qualifiers", "origin", "source", "known_on")
STORED = ("id", *ROW, "note")
REQUIRED = ("measure", "territory", "period", "value", "qualifiers", "origin", "known_on")


def hashed(columns):
    """One number of several columns; each has a seed of its own, so that equal values do not cancel out."""
    first, *others = (pl.col(name).hash(seed) for seed, name in enumerate(columns))
    for other in others:
        first = first ^ other
    return first


def scanned(path):
    """The rows of the file with their id, and what is asked about them."""
    folder = os.path.dirname(path)
    territories = pl.read_csv(os.path.join(folder, "territories.csv"), infer_schema=False)["id"]
    measures = pl.read_csv(os.path.join(folder, "measures.csv"), infer_schema=False)
    units = pl.Enum(measures["unit"].unique(maintain_order=True))
    read = pl.scan_csv(path, schema={
        "territory": pl.Enum(territories), "measure": pl.Enum(measures["id"]), "period": pl.Categorical,
        "value": pl.Decimal(18, 9), "unit": units, "qualifier": pl.Categorical, "origin": pl.Categorical,
        "source": pl.Categorical, "known_on": pl.Date, "note": pl.String})
    unit = pl.col("measure").replace_strict(measures["id"], measures["unit"], return_dtype=units)
    return read.rename({"qualifier": "qualifiers"}).with_columns(id=hashed(ROW), key=hashed(KEY), fits=unit == pl.col("unit"))


def checks(rows):
    """Questions about all rows: one row of counts, and the periods."""
    key = pl.col("key")
    return [
        rows.select(pl.col("fits").all(), *(pl.col(name).null_count() for name in REQUIRED)),
        rows.select(key.sort()).select((key == key.shift(1)).any()),
        rows.select(pl.col("period").unique().cast(pl.String)),
    ]


def judge(counts, repeated, periods):
    """Ends the import if what was asked has a wrong answer."""
    fits, *missing = counts.row(0)
    if not fits or any(missing):
        sys.exit("rows without territory, measure, unit or what else is required")
    if repeated.item():
        sys.exit("repeated rows")
    if not periods["period"].str.contains(r"^[0-9]{4}-(0[1-9]|1[0-2])$").all():
        sys.exit("a period that is none")


def stream(path, unfinished):
    """The file passes by once; writing and asking happen beside each other."""
    rows = scanned(path)
    written = rows.select(STORED).sink_parquet(
        unfinished, compression="snappy", sync_on_close="all", lazy=True)
    _, *answers = pl.collect_all([written, *checks(rows)], engine="streaming")
    judge(*answers)


def memory(path, unfinished):
    """All rows are held, asked about, and written."""
    rows = scanned(path).collect(engine="streaming").lazy()
    judge(*pl.collect_all(checks(rows), engine="in-memory"))
    rows.select(STORED).sink_parquet(unfinished, compression="snappy", sync_on_close="all")


WAYS = {"stream": stream, "memory": memory}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file")
    arguments.add_argument("out")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--way", choices=WAYS, default="stream")
    given = arguments.parse_args()
    # Polars asks for it when it is imported.
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)
    global pl
    import polars as pl

    unfinished = f"{given.out}.unfinished"
    WAYS[given.way](given.file, unfinished)
    os.replace(unfinished, given.out)
    folder = os.open(os.path.dirname(os.path.abspath(given.out)), os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    count, total = pl.scan_parquet(given.out).select(pl.len(), pl.col("value").sum()).collect().row(0)
    print(json.dumps({"n": count, "total": f"{total:f}"}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
