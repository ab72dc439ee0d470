import { useAction } from '../account/useAction';
import { Failure } from './States';

/** A form whose work takes a moment and may fail; cleared when it is done. */
export function SubmitForm(props: {
    label: string;
    button: string;
    work: (fields: FormData) => Promise<void>;
    children: React.ReactNode;
}): React.JSX.Element {
    const action = useAction();
    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = event.currentTarget;
        const fields = new FormData(form);
        action.run(async () => {
            await props.work(fields);
            form.reset();
        });
    };
    return (
        <form aria-label={props.label} onSubmit={submit}>
            <div className="fields">{props.children}</div>
            {action.error !== null && <Failure words={action.error} />}
            <button type="submit" disabled={action.busy}>
                {props.button}
            </button>
        </form>
    );
}

/** What somebody typed; undefined where they typed nothing. */
export function text(fields: FormData, name: string): string | undefined {
    const value = String(fields.get(name) ?? '').trim();
    return value === '' ? undefined : value;
}

/** The number that somebody typed; undefined where they typed nothing. */
export function amount(fields: FormData, name: string): number | undefined {
    const typed = text(fields, name);
    return typed === undefined ? undefined : Number(typed);
}
