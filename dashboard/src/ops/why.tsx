import type { Charger } from "../api/types";
import { featureName, featureValue, plain } from "../lib/words";
import { Age, Empty, Panel } from "../ui/kit";

/** Signed bars in points of risk for the riskiest charger: what went along with the score, not what caused it. */
export function Why({ chargers }: { chargers: readonly Charger[] }) {
  const charger = [...chargers].filter((each) => each.risk !== null).sort((a, b) => (b.risk?.value ?? 0) - (a.risk?.value ?? 0))[0];
  const rows = [...(charger?.contributions ?? [])].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).slice(0, 7);
  const most = Math.max(0.01, ...rows.map((each) => Math.abs(each.points)));
  return (
    <Panel title="Why this risk" aside={charger === undefined ? null : <span className="font-mono text-xs">{charger.id}</span>}>
      {charger === undefined || charger.risk === null || rows.length === 0 ? (charger?.risk?.level === "low" ? <Empty title="The risk is low">Reasons are told from level watch upward.</Empty> : <Empty title="No explanation yet">A charger is explained once its edge has scored it.</Empty>) : (
        <>
          <p className="mb-2 text-sm">
            {sentence(charger)} <span className="text-muted">Scored <Age at={charger.risk.at} />.</span>
          </p>
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">Contributions to the risk, in points of probability</caption>
            <thead className="sr-only"><tr><th scope="col">Signal</th><th scope="col">Share</th><th scope="col">Points</th></tr></thead>
            <tbody>
              {rows.map((each) => (
                <tr key={each.feature}>
                  <th scope="row" className="w-[46%] py-1 pr-2 text-left font-normal">{featureName(each.feature)}<span className="block text-xs text-muted">{featureValue(each.feature, each.value)}</span></th>
                  <td className="py-1"><Bar ratio={each.points / most} /></td>
                  <td className="w-14 py-1 pl-2 text-right">{each.points >= 0 ? "+" : "−"}{Math.abs(each.points * 100).toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="mt-2 text-xs text-muted">Points of probability (per cent). An association that the model learned, not proof of a cause.{charger.stale_inputs.length > 0 ? ` Old inputs: ${charger.stale_inputs.map(featureName).join(", ")}.` : ""}</p>
        </>
      )}
    </Panel>
  );
}

function Bar({ ratio }: { ratio: number }) {
  const width = Math.min(1, Math.abs(ratio)) * 50;
  return (
    <svg viewBox="0 0 100 14" preserveAspectRatio="none" className="h-3.5 w-full" aria-hidden="true">
      <rect x={ratio >= 0 ? 50 : 50 - width} y="2" width={width} height="10" fill={ratio >= 0 ? "var(--series-2)" : "var(--series-1)"} />
      <line x1="50" x2="50" y1="0" y2="14" stroke="var(--border-strong)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function sentence(charger: Charger): string {
  const risk = charger.risk;
  if (risk === null) return "";
  const up = charger.contributions.filter((each) => each.points > 0).sort((a, b) => b.points - a.points).slice(0, 2).map((each) => featureName(each.feature).toLowerCase());
  const cause = risk.cause === null ? "" : `, most like “${plain(risk.cause)}”`;
  return `Risk is ${risk.level} (${risk.value.toFixed(2)})${cause}${up.length > 0 ? `; raised mostly by ${up.join(" and ")}` : ""}.`;
}
