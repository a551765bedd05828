"""bin/bench: the pages that people wait for, beside the same pages by hand."""

import argparse
import json
import os
import sys

import django


def main():
    os.environ |= {
        "SHAREDCARE_ENV": "development",
        "DEMO": "no",
        "DJANGO_SETTINGS_MODULE": "sharedcare.settings",
    }
    django.setup()
    from benchmarks import bench  # its modules ask for settings that stand

    arguments = read_arguments()
    try:
        told, is_well = bench.run(arguments)
    except bench.NotMeasured as problem:
        sys.exit(str(problem))
    sys.stdout.write(json.dumps(told, indent=1) if arguments.json else bench.draw(told))
    sys.stdout.write("\n")
    sys.exit(not is_well)


def read_arguments():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument("--people", type=int, help="a smaller country, such as 3000")
    parser.add_argument(
        "--beside", type=int, help="measure so many people too, and compare"
    )
    parser.add_argument(
        "--page", action="append", help="only this page; may be given again"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="of each round")
    parser.add_argument(
        "--detail", action="store_true", help="tell the database's part apart"
    )
    parser.add_argument("--rounds", type=int, default=3, help="of each page")
    parser.add_argument("--anew", action="store_true", help="make the people anew")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--statements",
        action="store_true",
        help="list what each page asks of the database, and compare with the floor",
    )
    what.add_argument(
        "--plans",
        action="store_true",
        help="look for sequential scans and sub-plans on tables that hold a person",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
