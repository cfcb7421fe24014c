import { safeLink } from "~lib/chats/transcript/safe-link.ts";
import { markWords, type Words } from "./found-words";

const DEPTH = 60;
const NODES = 30_000;
const CELLS = 10_000;
const FOOTNOTES = 200;
/** Characters of all addresses: a short reference can repeat a long one. */
const ADDRESSES = 200_000;

/** The elements that a text may become. Whatever is not among them leaves only its own text. */
export const markdownElements =
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del br hr a span mark sup table thead tbody tr th td section".split(" ");

/** What is read of a node of mdast. */
interface MarkdownNode {
  type: string;
  value?: string;
  identifier?: string;
  url?: string;
  title?: string | null;
  children?: MarkdownNode[];
}

/** What is read of a node of hast. */
interface HtmlNode {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
}

/** A remark plugin: refuses what a small text can blow up to, and turns HTML into the text that it is. */
export function keepWithinLimits() {
  return (tree: MarkdownNode, file: { value: unknown }): void => {
    const definitions = new Map<string, number>();
    const references: string[] = [];
    let [nodes, cells, footnotes] = [0, 0, 0];
    const open = [{ node: tree, depth: 0 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, depth } = next;
      if (depth > DEPTH || ++nodes > NODES) throw new RangeError("The markdown is nested too deeply, or too large.");
      if (node.type === "table") cells += (node.children?.[0]?.children?.length ?? 0) * (node.children?.length ?? 0);
      if (node.type === "footnoteReference") footnotes++;
      if (node.type === "linkReference" || node.type === "imageReference") references.push(node.identifier ?? "");
      if (node.type === "definition" && !definitions.has(node.identifier ?? ""))
        definitions.set(node.identifier ?? "", (node.url?.length ?? 0) + (node.title?.length ?? 0));
      if (!node.children) continue;
      node.children = node.children.map((child) => (child.type === "html" ? htmlAsText(child, node) : child));
      for (const child of node.children) open.push({ node: child, depth: depth + 1 });
    }
    const addresses = references.reduce((sum, identifier) => sum + (definitions.get(identifier) ?? 0), 0);
    // A row is filled up to the width of its table: a cell that was written takes at least one character.
    if (cells > Math.min(CELLS, String(file.value).length) || footnotes > FOOTNOTES || addresses > ADDRESSES)
      throw new RangeError("The markdown grows too large.");
  };
}

const holdsBlocks = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

function htmlAsText(html: MarkdownNode, parent: MarkdownNode): MarkdownNode {
  const text: MarkdownNode = { type: "text", value: html.value ?? "" };
  return holdsBlocks.has(parent.type) ? { type: "paragraph", children: [text] } : text;
}

/**
 * A rehype plugin: what is left can load nothing and name nothing. Links that may not be followed become text with their target, images
 * become links to themselves, ids and classes go, found words are marked.
 */
export function keepHarmless(words: Words | undefined) {
  return (tree: HtmlNode): void => {
    tree.children = harmless(tree.children ?? [], false, words);
  };
}

function harmless(nodes: HtmlNode[], inLink: boolean, words: Words | undefined): HtmlNode[] {
  return nodes.flatMap((node, at): HtmlNode[] => {
    if (node.type !== "element") {
      const value = node.value ?? "";
      if (node.type === "comment" || node.type === "doctype" || isBetweenBlocks(value, nodes[at - 1], nodes[at + 1])) return [];
      return words
        ? markWords(value, words).map(({ text, found }) => (found ? element("mark", [asText(text)]) : asText(text)))
        : [asText(value)];
    }
    const children = node.children ?? [];
    if (node.tagName === "img") return [image(node, inLink)];
    if (node.tagName === "a") return link(node, words);
    if (node.tagName === "input") return [checkbox(node.properties?.checked === true)];
    return [{ ...node, properties: keptProperties(node), children: harmless(children, inLink, words) }];
  });
}

function link({ properties = {}, children = [] }: HtmlNode, words: Words | undefined): HtmlNode[] {
  if (properties.dataFootnoteBackref !== undefined) return [];
  const inside = harmless(children, true, words);
  if (properties.dataFootnoteRef !== undefined) return inside;
  const { href, text } = safeLink(typeof properties.href === "string" ? properties.href : "");
  if (href !== null) return [element("a", inside, { href })];
  return text === "" ? inside : [...inside, asText(` (${text})`)];
}

/** A link to the picture, which a person may follow; nothing is loaded for it. */
function image({ properties = {} }: HtmlNode, inLink: boolean): HtmlNode {
  const { href, text } = safeLink(typeof properties.src === "string" ? properties.src : "");
  const alt = typeof properties.alt === "string" ? properties.alt.trim() : "";
  const host = href === null ? text : new URL(href).host || text;
  const words = [asText(`Image${alt ? `: ${alt}` : ""}${host ? ` (${host})` : ""}`)];
  return href === null || inLink ? element("span", words) : element("a", words, { href });
}

/** The box of a task, which nobody can tick here. */
function checkbox(checked: boolean): HtmlNode {
  return element("span", [asText(checked ? "☑" : "☐")], { role: "img", ariaLabel: checked ? "done" : "not done" });
}

function keptProperties({ tagName, properties = {} }: HtmlNode): Record<string, unknown> {
  if ((tagName === "td" || tagName === "th") && properties.align) return { align: properties.align };
  if (tagName === "ol" && typeof properties.start === "number") return { start: properties.start };
  return {};
}

const blocks = new Set("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td section".split(" "));

/** Line breaks are drawn in paragraphs; those between blocks are only the source's own. */
function isBetweenBlocks(value: string, before: HtmlNode | undefined, after: HtmlNode | undefined): boolean {
  const isBlock = (other: HtmlNode | undefined) => !other || (other.tagName !== undefined && blocks.has(other.tagName));
  return /^\s*$/.test(value) && (isBlock(before) || isBlock(after));
}

function asText(value: string): HtmlNode {
  return { type: "text", value };
}

function element(tagName: string, children: HtmlNode[], properties: Record<string, unknown> = {}): HtmlNode {
  return { type: "element", tagName, properties, children };
}
