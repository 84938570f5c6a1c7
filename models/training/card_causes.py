"""The parts of a model card that the training run knows: states, causes, and limits."""

from models.scoring import Manifest


def states(manifest: Manifest) -> list[str]:
    """What the forest of states is worth, in the sets that the training judged it on."""
    judged = manifest.metrics.get("states", {})
    if not judged:
        return []
    lines = [
        "## State an hour ahead",
        "",
        "| set | log loss (of the shares alone) | PR-AUC (share) of each state |",
        "|---|---|---|",
    ]
    for name, found in judged.items():
        each = ", ".join(
            f"{state} {figures['pr_auc']:.2f} ({figures['share']:.4f})"
            for state, figures in found["states"].items()
        )
        lines.append(
            f"| {name} | {found['log_loss']:.3f} ({found['log_loss_of_shares']:.3f}) | {each} |"
        )
    return lines


def causes(manifest: Manifest) -> list[str]:
    """The clusters, what each is named and which true faults it holds."""
    clusters = manifest.metrics["clusters"]
    lines = [
        "## Causes",
        "",
        "| cluster | name | load cures it | share | true faults in it |",
        "|---|---|---|---|---|",
    ]
    for index, cause in enumerate(manifest.causes):
        seen = clusters["by_cluster"][index]
        modes = ", ".join(f"{mode} {share:.0%}" for mode, share in seen["modes"].items())
        cures = "yes" if cause.load_sensitive else "no"
        lines.append(f"| {index} | {cause.name} | {cures} | {seen['share']:.0%} | {modes} |")
    stability = ", ".join(f"{k}: {value:.2f}" for k, value in clusters["stability"].items())
    return [
        *lines,
        "",
        "Among judged rows with a fault ahead and a risk at which a cause is asked for. Agreement "
        f"with the true faults (adjusted Rand index): {clusters['agreement_with_truth']:.2f}. "
        f"Agreement between runs by number of clusters: {stability}.",
    ]


def limits(manifest: Manifest) -> list[str]:
    """What the model cannot do."""
    return [
        "## Limits",
        "",
        "- Ground faults, over-currents and dead card readers come without warning; no model of "
        "these features can foresee them.",
        "- Without a temperature sensor heat is seen only by what it does to power.",
        "- Trained with healing off. A charger whose power was just limited is judged by rows that "
        "cooled for other reasons.",
        f"- Graph and scikit-learn differ by at most {manifest.metrics['parity']:.1g}.",
        "- What it is worth on real chargers that send temperature and power is not known until it "
        "has been measured on them.",
    ]
