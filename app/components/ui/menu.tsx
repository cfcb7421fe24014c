import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn";

/** Not modal: a modal menu hides the page from screen readers while its own links can still take the focus. */
export function Menu(props: ComponentPropsWithoutRef<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const MenuTrigger = Radix.Trigger;

const itemClass = cn(
  "relative flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 outline-none select-none pointer-coarse:py-2.5",
  "data-highlighted:bg-sunken data-disabled:cursor-not-allowed data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
);

export const MenuContent = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<typeof Radix.Content>>(function MenuContent(
  { className, sideOffset = 4, collisionPadding = 8, ...props },
  ref,
) {
  return (
    <Radix.Portal>
      <Radix.Content
        ref={ref}
        sideOffset={sideOffset}
        collisionPadding={collisionPadding}
        className={cn(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg bg-raised p-1 shadow-pop",
          "data-[state=open]:animate-appear",
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
});

export interface MenuItemProps extends ComponentPropsWithoutRef<typeof Radix.Item> {
  /** For what destroys something. */
  danger?: boolean;
}

export const MenuItem = forwardRef<HTMLDivElement, MenuItemProps>(function MenuItem({ className, danger, ...props }, ref) {
  return <Radix.Item ref={ref} className={cn(itemClass, danger && "text-red data-highlighted:bg-red-soft", className)} {...props} />;
});

export const MenuCheckboxItem = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<typeof Radix.CheckboxItem>>(function MenuCheckboxItem(
  { className, children, ...props },
  ref,
) {
  return (
    <Radix.CheckboxItem ref={ref} className={cn(itemClass, "pl-8", className)} {...props}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
});

export const MenuSeparator = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<typeof Radix.Separator>>(function MenuSeparator(
  { className, ...props },
  ref,
) {
  return <Radix.Separator ref={ref} className={cn("-mx-1 my-1 h-px bg-line", className)} {...props} />;
});

export const MenuLabel = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<typeof Radix.Label>>(function MenuLabel(
  { className, ...props },
  ref,
) {
  return <Radix.Label ref={ref} className={cn("px-2 py-1 text-xs text-muted", className)} {...props} />;
});
