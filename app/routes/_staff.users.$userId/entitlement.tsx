import { EntitlementSentence, Verdicts } from "~/components/entitlement";
import { Section } from "~/components/page";
import type { Entitlement } from "~lib/entitlements/entitlement.ts";

/** Why this user has a plan now or lacks one, and where their money says otherwise. */
export function EntitlementSection({ entitlement }: { entitlement: Entitlement }) {
  return (
    <Section id="entitlement" title="Entitlement">
      <p>
        <EntitlementSentence entitlement={entitlement} />
      </p>
      <Verdicts findings={entitlement.findings} />
    </Section>
  );
}
