import { METHODS } from './methods';

/** A choice of one method, or with `multiple` of several. */
export function MethodSelect(props: { name: string; chosen: string | string[] }): React.JSX.Element {
    const several = Array.isArray(props.chosen);
    return (
        <select name={props.name} defaultValue={props.chosen} multiple={several} size={several ? 8 : undefined} required>
            {METHODS.map(({ group, methods }) => (
                <optgroup key={group} label={group}>
                    {methods.map((method) => (
                        <option key={method.value} value={method.value}>
                            {method.title}
                        </option>
                    ))}
                </optgroup>
            ))}
        </select>
    );
}
