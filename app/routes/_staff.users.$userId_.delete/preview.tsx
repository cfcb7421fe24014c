import { Section } from "~/components/page";
import { countedNoun } from "~lib/deletion.ts";
import { type DeletionPreview, goesWithUser, staysAfterUser } from "~lib/users/user-deletion.ts";

/** What goes with a user and what stays behind, in numbers. */
export function Preview({ preview: { goes, stays } }: { preview: DeletionPreview }) {
  const going = Object.entries(goesWithUser).map(([what, noun]) => ({ what, count: goes[what as keyof typeof goes], noun }));
  return (
    <div className="grid max-w-4xl gap-5 sm:grid-cols-2">
      <Section title="What goes">
        <ul className="rounded-lg border border-red-solid/50 bg-red-soft px-4 py-2.5">
          <li>the user, with name and e-mail</li>
          {going
            .filter(({ count }) => count > 0)
            .map(({ what, count, noun }) => (
              <li key={what} data-goes={what} className="tabular-nums">
                {countedNoun(count, noun)}
              </li>
            ))}
          {going.every(({ count }) => count === 0) ? <li>and nothing else: they have nothing here</li> : null}
        </ul>
      </Section>
      <Section title="What stays">
        <ul className="rounded-lg border border-line bg-surface px-4 py-2.5">
          <li data-stays="subscriptions">{countedNoun(stays.subscriptions, staysAfterUser.subscriptions)}, linked to no user</li>
          <li data-stays="payments">{countedNoun(stays.payments, staysAfterUser.payments)}, linked to no user</li>
          {stays.notesWritten > 0 ? (
            <li data-stays="notesWritten">
              {countedNoun(stays.notesWritten, staysAfterUser.notesWritten)} on other people's chats, with their name
            </li>
          ) : null}
          {stays.tagsCreated > 0 ? (
            <li data-stays="tagsCreated">{countedNoun(stays.tagsCreated, staysAfterUser.tagsCreated)}, without a creator</li>
          ) : null}
          <li data-stays="auditEntries">
            {countedNoun(stays.auditEntries, staysAfterUser.auditEntries)}, and one more that says who was deleted
          </li>
        </ul>
      </Section>
    </div>
  );
}
