"""Opens, joins and plots the result files of kaitei.

    import kaitei_results as kr
    result = kr.run("experiment.toml", trials=100_000)      # or open_result("run.h5"): an xarray Dataset
    kr.connectivity_frame(result)                           # tidy pandas frames, an interval beside every estimate
    kr.plot_map(result.attrs["path"])                       # one style, safe for colour-blind readers

Tables and axes have the names of docs/results-format.md.
"""

from .files import DamagedFile, Network, concat, open_network, open_per_trial, open_provenance, open_result, open_scenario
from .frames import (attack_frame, capacity_frame, connectivity_frame, curve_frame, cut_ranking_frame, importance_frame, in_words,
                     joining_frame, losses_frame, scenario_frame, systems_frame)
from .maps import plot_damage, plot_map
from .plots import (plot_attack, plot_before_after, plot_connectivity, plot_curve, plot_cut_ranking, plot_exceedance,
                    plot_importance, plot_sweep, plot_systems_left)
from .runner import RunFailed, compare, find_binary, merge, run
from .scenarios import plot_attack_sequence, plot_scenario
from .style import use_style

__all__ = ["DamagedFile", "Network", "RunFailed", "attack_frame", "capacity_frame", "compare", "concat", "connectivity_frame",
           "curve_frame", "cut_ranking_frame", "find_binary", "importance_frame", "in_words", "joining_frame", "losses_frame", "merge",
           "open_network", "open_per_trial", "open_provenance", "open_result", "open_scenario", "plot_attack",
           "plot_attack_sequence", "plot_before_after", "plot_connectivity", "plot_curve", "plot_cut_ranking", "plot_damage", "plot_exceedance",
           "plot_importance", "plot_map", "plot_scenario", "plot_sweep", "plot_systems_left", "run", "scenario_frame",
           "systems_frame", "use_style"]
