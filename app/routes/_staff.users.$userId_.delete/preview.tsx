import { DeletionPreview } from "~/components/deletion-preview";
import { countedNoun } from "~lib/deletion.ts";
import { type DeletionPreview as Counts, goesWithUser, staysAfterUser } from "~lib/users/user-deletion.ts";

/** What goes with a user and what stays behind, in numbers. */
export function Preview({ preview: { goes, stays, others } }: { preview: Counts }) {
  return (
    <DeletionPreview
      self="the user, with name and e-mail"
      goes={Object.entries(goesWithUser).map(([what, noun]) => ({ what, count: goes[what as keyof typeof goes], noun }))}
      others={others}
      nothing="and nothing else: they have nothing here"
      stays={
        <>
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
        </>
      }
    />
  );
}
