export { type NavGroup, type NavItem, Shell, type ShellProps } from "./shell";
export { useKeys } from "./use-keys";
