import { useRef, useState } from "react";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";

/**
 * Which columns the file has, in the order of the file: down each column of boxes, then on to the next. Without scripts the boxes alone do.
 *
 * @param onNone told whether nothing is chosen, which makes no file
 */
export function ColumnChoice({ columns, onNone }: { columns: readonly string[]; onNone: (none: boolean) => void }) {
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const [chosen, setChosen] = useState(columns.length);

  const boxes = () => [...(fieldset.current?.querySelectorAll<HTMLInputElement>("input[name=columns]") ?? [])];
  function count() {
    const now = boxes().filter((box) => box.checked).length;
    setChosen(now);
    onNone(now === 0);
  }
  function chooseAll(checked: boolean) {
    for (const box of boxes()) box.checked = checked;
    count();
  }

  return (
    <fieldset ref={fieldset} onChange={count} className="flex max-w-3xl min-w-0 flex-col gap-2">
      <legend className="float-left font-medium">
        Columns{" "}
        <span className="font-normal text-muted tabular-nums no-scripts:hidden">
          {chosen} of {columns.length}
        </span>
      </legend>
      <div className="flex gap-2 no-scripts:hidden">
        <Button type="button" size="sm" onClick={() => chooseAll(true)} disabled={chosen === columns.length}>
          All
        </Button>
        <Button type="button" size="sm" onClick={() => chooseAll(false)} disabled={chosen === 0}>
          None
        </Button>
      </div>
      <div className="columns-1 gap-6 rounded-lg border border-line bg-surface px-4 py-3 sm:columns-2 lg:columns-3">
        {columns.map((column) => (
          <label key={column} className="flex cursor-pointer items-center gap-2 py-0.5 font-mono text-xs break-all pointer-coarse:py-1.5">
            <Checkbox name="columns" value={column} defaultChecked />
            {column}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
