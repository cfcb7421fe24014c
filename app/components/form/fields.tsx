import { type FieldMetadata, getInputProps, getSelectProps, getTextareaProps } from "@conform-to/react";
import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { Checkbox } from "../ui/checkbox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";

interface BoundProps {
  /** The field of the form, as `ChangeForm` hands it over. */
  field: FieldMetadata<unknown>;
  label: ReactNode;
  help?: ReactNode;
}

const bound = (field: FieldMetadata<unknown>) => field as FieldMetadata<string>;
const isRequired = (field: FieldMetadata<unknown>) => (field.required ? undefined : true);

function labelOf(label: ReactNode, field: FieldMetadata<unknown>): ReactNode {
  return isRequired(field) ? (
    <>
      {label} <span className="font-normal text-muted">(optional)</span>
    </>
  ) : (
    label
  );
}

type TextFieldProps = BoundProps &
  Omit<ComponentPropsWithoutRef<"input">, "type"> & { type?: "text" | "email" | "number" | "datetime-local" | "date" };

/** One line of text. The browser's own checks are off (`required` only for readers): the schema's sentences say more. */
export function TextField({ field, label, help, type = "text", ...input }: TextFieldProps) {
  const { key, required: _, ...props } = getInputProps(bound(field), { type, ariaAttributes: false });
  return (
    <Field id={field.id} label={labelOf(label, field)} help={help} errors={field.errors}>
      {(control) => <Input key={key} {...props} {...control} {...input} aria-required={field.required || undefined} />}
    </Field>
  );
}

/** Several lines of text. */
export function TextareaField({ field, label, help, ...input }: BoundProps & ComponentPropsWithoutRef<"textarea">) {
  const { key, required: _, ...props } = getTextareaProps(bound(field), { ariaAttributes: false });
  return (
    <Field id={field.id} label={labelOf(label, field)} help={help} errors={field.errors}>
      {(control) => <Textarea key={key} rows={3} {...props} {...control} {...input} aria-required={field.required || undefined} />}
    </Field>
  );
}

/** Why the change is made. */
export function ReasonField({ field, help = "The audit log keeps it." }: { field: FieldMetadata<unknown>; help?: ReactNode }) {
  return <TextareaField field={field} label="Reason" help={help} />;
}

interface SelectFieldProps extends BoundProps {
  options: readonly { value: string; label: string }[];
  /** The choice of nothing, where the form may begin without a value. */
  placeholder?: string;
}

export function SelectField({ field, label, help, options, placeholder }: SelectFieldProps) {
  const { key, required: _, ...props } = getSelectProps(bound(field), { ariaAttributes: false });
  return (
    <Field id={field.id} label={labelOf(label, field)} help={help} errors={field.errors}>
      {(control) => (
        <Select key={key} {...props} {...control} aria-required={field.required || undefined}>
          {placeholder === undefined ? null : <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Any number of boxes under one name. */
export function CheckboxGroup({ field, label, help, options }: BoundProps & { options: readonly { value: string; label: ReactNode }[] }) {
  const chosen = new Set([field.initialValue ?? []].flat().map(String));
  return (
    <fieldset id={field.id} className="flex max-w-xl flex-col gap-1" aria-describedby={help ? `${field.id}-help` : undefined}>
      <legend className="mb-1 font-medium">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex w-fit cursor-pointer items-center gap-2">
          <Checkbox name={field.name} value={option.value} defaultChecked={chosen.has(option.value)} form={field.formId} />
          {option.label}
        </label>
      ))}
      {field.errors ? <p className="text-red">{field.errors.join(" ")}</p> : null}
      {help ? (
        <p id={`${field.id}-help`} className="text-xs text-muted">
          {help}
        </p>
      ) : null}
    </fieldset>
  );
}
