import { Form, useNavigate } from "@remix-run/react";
import { Columns3 } from "lucide-react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Disclosure } from "../ui/disclosure";
import { choiceClass } from "./filter-form";
import { HiddenParams } from "./hidden-params";
import type { ListViewProps } from "./list-view";
import { toolClass } from "./toolbar";

interface ColumnMenuProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query"> {
  columnIds: ReadonlySet<string>;
  shown: (column: string) => boolean;
}

/** Which columns are shown; the choice is part of the URL, so that a link carries it. */
export function ColumnMenu({ spec, query, columnIds, shown }: ColumnMenuProps) {
  const navigate = useNavigate();
  const ids = Object.keys(spec.columns).filter((id) => columnIds.has(id));
  return (
    <Disclosure
      label="Columns"
      align="end"
      summaryClassName={toolClass}
      summary={
        <>
          <Columns3 aria-hidden="true" />
          <span className="max-sm:sr-only">Columns</span>
        </>
      }
    >
      <Form
        method="get"
        action={spec.path}
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = new Set(new FormData(event.currentTarget).getAll("columns").map(String));
          const columns = ids.filter((id) => chosen.has(id));
          const isDefault = ids.every((id) => chosen.has(id) === spec.columns[id]?.shown);
          navigate(spec.href(query, { columns: isDefault || columns.length === 0 ? undefined : columns }));
        }}
      >
        <HiddenParams params={spec.params({ ...query, columns: undefined })} />
        <fieldset className="flex flex-col gap-1" key={ids.filter(shown).join()}>
          <legend className="sr-only">Columns</legend>
          {ids.map((id) => (
            <label key={id} className={choiceClass}>
              <Checkbox name="columns" value={id} defaultChecked={shown(id)} />
              {spec.columns[id]?.label}
            </label>
          ))}
        </fieldset>
        <Button type="submit" size="sm" variant="primary" className="self-start">
          Show these
        </Button>
      </Form>
    </Disclosure>
  );
}
