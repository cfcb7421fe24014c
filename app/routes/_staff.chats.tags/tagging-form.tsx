import { Link } from "@remix-run/react";
import { ChangeForm } from "~/components/form/change-form";
import { CheckboxGroup } from "~/components/form/fields";
import { NewTagFields } from "~/components/new-tag-fields";
import { TagBadge } from "~/components/tag-badge";
import { Alert } from "~/components/ui/alert";
import type { FormReply } from "~/http/submit.server";
import { chatList } from "~lib/chats/chat.ts";
import { countedNoun } from "~lib/deletion.ts";
import { formatCount } from "~lib/format.ts";
import type { TaggingPreview } from "~lib/tags/preview-tagging.server.ts";
import { TagChats } from "~lib/tags/tagging.ts";

const chats = ["chat", "chats"] as const;

/** Which tags the selected chats get and lose, with how many of them have each already. */
export function TaggingForm({ preview: { there, gone, tags }, reply }: { preview: TaggingPreview; reply: FormReply | undefined }) {
  if (there.length === 0) {
    return (
      <Alert tone="amber" title={gone > 0 ? "These chats are no longer there" : "No chats are selected"}>
        Select chats in{" "}
        <Link to={chatList.path} className="link">
          the list
        </Link>{" "}
        first, then choose “Tag…”.
      </Alert>
    );
  }
  const worn = tags.filter((tag) => tag.chats > 0);
  const missing = tags.filter((tag) => tag.chats < there.length);
  return (
    <>
      {gone > 0 ? (
        <Alert tone="amber" title={`${countedNoun(gone, chats)} of your selection ${gone === 1 ? "is" : "are"} no longer there`}>
          The others can be tagged.
        </Alert>
      ) : null}
      <ChangeForm
        schema={TagChats}
        defaultValue={{ add: [], remove: [], newName: "", newColor: "grey" }}
        reply={reply}
        labels={{}}
        submitLabel={`Change tags of ${countedNoun(there.length, chats)}`}
        cancelTo={chatList.path}
      >
        {(fields) => (
          <>
            {there.map((id) => (
              <input key={id} type="hidden" name="id" value={id} />
            ))}
            {missing.length > 0 ? (
              <CheckboxGroup
                field={fields.add}
                label="Add"
                options={missing.map((tag) => ({
                  value: tag.id,
                  label: (
                    <>
                      <TagBadge tag={tag} />
                      <span className="text-muted" data-adds={tag.name}>
                        {tag.chats === 0 ? "on none" : `on ${formatCount(tag.chats)} of ${formatCount(there.length)}`},{" "}
                        {formatCount(there.length - tag.chats)} will get it
                      </span>
                    </>
                  ),
                }))}
              />
            ) : null}
            {worn.length > 0 ? (
              <CheckboxGroup
                field={fields.remove}
                label="Take away"
                options={worn.map((tag) => ({
                  value: tag.id,
                  label: (
                    <>
                      <TagBadge tag={tag} />
                      <span className="text-muted" data-removes={tag.name}>
                        on {formatCount(tag.chats)} of {formatCount(there.length)}, {formatCount(tag.chats)} will lose it
                      </span>
                    </>
                  ),
                }))}
              />
            ) : null}
            <NewTagFields
              name={fields.newName}
              color={fields.newColor}
              help={
                there.length === 1 ? "It is made, and put on the chat." : `It is made, and put on all ${formatCount(there.length)} chats.`
              }
            />
          </>
        )}
      </ChangeForm>
    </>
  );
}
