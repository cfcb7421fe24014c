import { createContext, useContext, useSyncExternalStore } from "react";

/**
 * What changes while somebody walks through a tree. It is kept outside of React's state: each row listens for what concerns it, so that a
 * step to the next match draws two rows and not all of them.
 */
export class TreeState {
  /** The row under the pointer or with the focus, which alone shows its actions. */
  #active: string | undefined;
  /** The path of the match that one looks at. */
  #current: string | undefined;
  /** What the search opens: paths of branches and keys of ranges. */
  #opened: ReadonlySet<string> = new Set();
  #version = 0;
  #listeners = new Set<() => void>();

  activate(path: string | undefined) {
    if (path === this.#active) return;
    this.#active = path;
    this.#tell();
  }

  show(current: string | undefined, opened: ReadonlySet<string>) {
    this.#current = current;
    this.#opened = opened;
    this.#version += 1;
    this.#tell();
  }

  isActive = (path: string) => this.#active === path;
  isCurrent = (path: string) => this.#current === path;
  /** Another number each time that the search opens it; 0 where it does not. */
  openedAs = (id: string) => (this.#opened.has(id) ? this.#version : 0);

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

export interface Tree {
  state: TreeState;
  /** What is marked in names and values. */
  pattern: RegExp | undefined;
}

const Context = createContext<Tree | undefined>(undefined);
export const TreeProvider = Context.Provider;

function useTree(): Tree {
  const tree = useContext(Context);
  if (!tree) throw new Error("A row of JSON stands in a JsonView");
  return tree;
}

export function usePattern(): RegExp | undefined {
  return useTree().pattern;
}

/** True for the row that shows its actions. */
export function useIsActive(path: string): boolean {
  const { state } = useTree();
  return useSyncExternalStore(
    state.subscribe,
    () => state.isActive(path),
    () => false,
  );
}

/** True for the match that one looks at. */
export function useIsCurrent(path: string | undefined): boolean {
  const { state } = useTree();
  return useSyncExternalStore(
    state.subscribe,
    () => path !== undefined && state.isCurrent(path),
    () => false,
  );
}

/** Another number each time that the search opens this branch; 0 where it does not. */
export function useOpenedAs(id: string): number {
  const { state } = useTree();
  return useSyncExternalStore(
    state.subscribe,
    () => state.openedAs(id),
    () => 0,
  );
}
