import type { ModelTokens } from "~lib/chats/tokens-by-model.server.ts";
import { formatCount } from "~lib/format.ts";
import { PanelSection } from "./panel-section";

/** What each model wrote in this chat, and at what cost in tokens. */
export function Models({ models, tokens }: { models: readonly ModelTokens[]; tokens: number }) {
  return (
    <PanelSection id="models" title="Tokens by model" gist={models.length > 0 ? `${formatCount(tokens)} tokens` : "none"}>
      {models.length === 0 ? (
        <p className="text-muted">No message of this chat was metered.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls
        <div role="group" aria-label="Tokens by model" tabIndex={0} className="overflow-x-auto">
          <table className="w-full text-right">
            <caption className="sr-only">Messages and tokens by model</caption>
            <thead>
              <tr className="text-xs text-muted">
                {["Model", "Messages", "In", "Out", "Total"].map((label) => (
                  <th key={label} scope="col" className="border-b border-line py-1 pl-2 font-medium first:pl-0 first:text-left">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {models.map(({ model, messages, inputTokens, outputTokens, totalTokens }) => (
                <tr key={model} className="group/row">
                  <th scope="row" className="max-w-32 truncate py-1 text-left font-normal" title={model ?? undefined}>
                    {model ?? <span className="text-muted">not named</span>}
                  </th>
                  {[messages, inputTokens, outputTokens, totalTokens].map((count, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
                    <td key={index} className="py-1 pl-2 whitespace-nowrap">
                      {formatCount(count)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </PanelSection>
  );
}
