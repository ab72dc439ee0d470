/** A table that scrolls sideways where it must, also by keyboard. */
export function Table(props: { label: string; titles: string[]; children: React.ReactNode }): React.JSX.Element {
    return (
        <div className="scroll" tabIndex={0} role="region" aria-label={props.label}>
            <table>
                <thead>
                    <tr>
                        {props.titles.map((title) => (
                            <th key={title} scope="col">
                                {title}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>{props.children}</tbody>
            </table>
        </div>
    );
}
