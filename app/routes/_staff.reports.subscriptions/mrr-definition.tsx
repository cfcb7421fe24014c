import { Definition } from "~/components/chart/chart-frame";

/** What the columns of monthly recurring revenue mean. */
export function MrrDefinition() {
  return (
    <Definition of="Monthly recurring revenue by month">
      <div className="flex flex-col gap-2">
        <p>
          What subscriptions that bill at an instant come to a month: started, not ended, active or past due. A year counts ÷ 12, a week ×
          52 ÷ 12, a day × 365 ÷ 12. Trials are out; another interval is “not normalised” and adds nothing. By currency, never added.
        </p>
        <p>
          <b>New</b>: is in it at the month's end and was not at its start, and its customer had not billed before, or bills by another
          subscription too. <b>Reactivated</b>: the same, of a customer who had billed before and did not at the month's start.{" "}
          <b>Expansion</b> and <b>contraction</b>: in it at both, for more or for less. <b>Churned</b>: was in it at the start and is not at
          the end. Each counts the subscription, so a customer who changes plans by a second subscription churns with the first and is new
          with the second.
        </p>
        <p>
          Opening + movements = closing, to the minor unit. Sums are exact in minor units a year; what is shown is divided by 12. Opening
          and closing are rounded half up; the movements so that they add up, each by less than one minor unit.
        </p>
        <p>
          <b>MRR churn</b>: churned ÷ opening.
        </p>
      </div>
    </Definition>
  );
}
