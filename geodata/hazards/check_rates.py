#!/usr/bin/python3
"""Check the fault rates: that they add up, agree with published counts, and stand in the baseline experiment.

Usage: /usr/bin/python3 geodata/hazards/check_rates.py
Exits 1 with one line per fault, or 0 with the totals; 77 without Debian's python3-gdal, python3-numpy, python3-scipy.
"""
import math
import sys

try:
    import tomllib

    from scipy.stats import gamma, nbinom

    import fault_rates
    from layers import GEODATA, HERE, read_csv
except ImportError as missing:
    print(f"skipped: {missing} (install python3-gdal, python3-numpy and python3-scipy)")
    sys.exit(77)

ROUNDING = 0.05   # an experiment gives a rate to two digits
BASELINE = GEODATA.parent / "experiments" / "baseline" / "experiment.toml"

faults = []


def fault(where, text):
    faults.append(f"{where}: {text}")


def number(row, key):
    return float(row[key])


def check_sums(rates):
    """Each Gamma's mean is its shape over its rate, and the causes of a class add up to the class."""
    for row in rates.values():
        shape, rate, mean = (number(row, key) for key in ("shape", "rate_1000km_year", "mean_per_1000km_year"))
        if abs(shape / rate / mean - 1) > 1e-3:
            fault(row["id"], f"mean {mean}, shape / rate {shape / rate:.4g}")
        for quantile, key in ((0.025, "low_95"), (0.975, "high_95")):
            if abs(gamma.ppf(quantile, shape, scale=1 / rate) - number(row, key)) > max(0.006 * number(row, key), 1e-6):
                fault(row["id"], f"{key} is not that quantile")
    for depth in fault_rates.DEPTHS:
        whole = rates["world", depth, "all"]
        parts = [r for (region, d, cause), r in rates.items() if (region, d) == ("world", depth) and cause != "all"]
        for key in ("mean_per_1000km_year", "shape"):
            if abs(sum(number(p, key) for p in parts) / number(whole, key) - 1) > 2e-3:
                fault(whole["id"], f"the causes' {key} does not add up to it")
        if len({p["rate_1000km_year"] for p in parts} | {whole["rate_1000km_year"]}) > 1:
            fault(whole["id"], "the causes differ in rate_1000km_year, so their sum is no Gamma distribution")


def check_world(rates, facts):
    """The classes on the world's cable make the published number of faults, of the published causes."""
    kilometres = facts["world-length"]["mean"] * 1000
    total, causes = 0.0, {}
    for (region, depth, cause), row in rates.items():
        if region == "world" and depth != "all" and cause != "all":
            a_year = number(row, "mean_per_1000km_year") * facts[f"world-length-{depth}"]["mean"] * kilometres
            total += a_year
            causes[cause] = causes.get(cause, 0) + a_year
    low, high = (float(facts["world-faults"][key]) for key in ("low", "high"))
    if not low <= total <= high:
        fault("world", f"{total:.0f} faults a year, published {low:g} to {high:g}")
    for cause, a_year in causes.items():
        if abs(a_year / total - facts[f"cause-{cause}"]["mean"]) > 0.002:
            fault("world", f"{cause} makes {a_year / total:.3f} of the faults")
    deep, shallow = (number(rates["world", d, "all"], "mean_per_1000km_year") for d in ("deep", "shallow"))
    if deep > shallow / 5 or number(rates["world", "deep", "all"], "high_95") > facts["deep-bound"]["mean"]:
        fault("world", f"the deep rate {deep} is not far below the shallow one {shallow} and the published bound")
    return f"world: {total:.0f} faults a year (published {low:g} to {high:g})"


def check_network(rates):
    """The world's rates on our own international cables of Taiwan, against a count that nothing was fitted to.

    The count's scope is not stated: it may leave out what happens far from Taiwan, on cables that run to Singapore and
    America. So it must not exceed the range predicted, and not fall short of the mean by more than half."""
    watched = fault_rates.exposures()["taiwan-international"]
    mean = variance = 0.0
    for depth in fault_rates.DEPTHS:
        row, exposure = rates["world", depth, "all"], watched[depth]
        mean += exposure * number(row, "mean_per_1000km_year")
        variance += exposure ** 2 * number(row, "shape") / number(row, "rate_1000km_year") ** 2
    # A Poisson count whose mean is itself Gamma distributed is negative binomial.
    r = mean ** 2 / variance
    low, high = nbinom.ppf([0.025, 0.975], r, r / (r + mean))
    count = float(rates["taiwan-international", "all", "all"]["count"])
    if not mean / 2 <= count <= high:
        fault("taiwan-international", f"{count:g} cases in {fault_rates.YEARS} years, {low:g} to {high:g} predicted")
    return (f"Taiwan's international cables: {mean:.1f} faults predicted in {fault_rates.YEARS} years, 95 % "
            f"{low:g} to {high:g}; {count:g} counted")


def check_domestic(rates):
    lines = []
    for region, watched in fault_rates.exposures().items():
        row = rates[region, "all", "all"]
        predicted = number(row, "mean_per_1000km_year") * watched["all"]
        if abs(predicted - float(row["count"]) - 0.5) > 0.01 * predicted:
            fault(region, f"{predicted:.1f} cases in {1000 * watched['all']:.0f} km years for a count of {row['count']}; run fault_rates.py")
        lines.append(f"{region}: {predicted:.1f} cases in {1000 * watched['all']:.0f} km years ({row['count']} counted)")
    return lines


def check_baseline(rates):
    """The baseline takes its rates from here; the domestic set is that of the region of its name."""
    failure = tomllib.loads(BASELINE.read_text(encoding="utf-8"))
    for depth in fault_rates.DEPTHS:
        compare("baseline", failure["failure"][f"{depth}_faults_per_1000km_year"], rates["world", depth, "all"])
    regions, systems, _ = fault_rates.regions()
    for own in failure["rates"]:
        expected = sorted(id for id in regions[own["name"]] if systems[id]["status"] == "in_service")
        if sorted(own["systems"]) != expected:
            fault(f"baseline, rates {own['name']}", f"systems are not {', '.join(expected)}")
        for depth in fault_rates.DEPTHS:
            compare(f"baseline, rates {own['name']}", own[f"{depth}_faults_per_1000km_year"],
                    rates[own["name"], "all", "all"])


def compare(where, given, row):
    mean = number(row, "mean_per_1000km_year")
    if math.isnan(given) or abs(given / mean - 1) > ROUNDING:
        fault(where, f"{given} faults per 1000 km and year, {row['id']} has {mean}")


def main():
    rows = read_csv(HERE / "fault_rates.csv")
    rates = {(r["region"], r["depth_class"], r["cause"]): r for r in rows}
    facts = fault_rates.evidence()
    if rows != fault_rates.build():
        fault("fault_rates.csv", "is not what fault_rates.py makes; run it")
    check_sums(rates)
    lines = [check_world(rates, facts), check_network(rates), *check_domestic(rates)]
    check_baseline(rates)
    for line in lines:
        print(line)
    for line in faults:
        print(line, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
