import { Component, type ReactNode } from "react";

interface KeepPlaceProps {
  /** Names the first of the items; where it changes, others have come before it. */
  head: string;
  children: ReactNode;
}

interface Place {
  element: Element;
  top: number;
}

/**
 * Keeps what people see where it is when items come before it. Most browsers do so by themselves, but Safari does not, and none at the very
 * top of a page. A class, since only a class is asked right before the page changes.
 */
export class KeepPlace extends Component<KeepPlaceProps, object, Place | null> {
  override getSnapshotBeforeUpdate({ head }: KeepPlaceProps): Place | null {
    return head === this.props.head ? null : firstInSight();
  }

  override componentDidUpdate(_props: KeepPlaceProps, _state: object, place: Place | null): void {
    if (!place) return;
    const moved = place.element.getBoundingClientRect().top - place.top;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

function firstInSight(): Place | null {
  for (const element of document.querySelectorAll("[data-item]")) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > 0) return { element, top };
  }
  return null;
}
