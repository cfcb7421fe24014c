import { useState } from "react";
import { useRootData } from "~/http/use-root-data";

/** The cookie that says that the rail is folded; the server reads it, so that the first paint is already right. */
export const RAIL_COOKIE = "purser_rail";

/** Whether the rail is folded to its icons, and the switch for it. */
export function useRail(): [folded: boolean, toggle: () => void] {
  const root = useRootData();
  const [folded, setFolded] = useState(root?.railFolded ?? false);
  const toggle = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${RAIL_COOKIE}=${folded ? "open" : "folded"}; path=/; max-age=31536000; samesite=lax`;
    setFolded(!folded);
  };
  return [folded, toggle];
}
