/** Codes that are shown once. */
export function RecoveryCodes({ codes }: { codes: string[] }): React.JSX.Element {
    return (
        <div className="panel" role="status">
            <h3>Recovery codes</h3>
            <p>Write them down now; they are not shown again. Each works once, when the phone is gone.</p>
            <ul className="codes">
                {codes.map((code) => (
                    <li key={code}>
                        <code>{code}</code>
                    </li>
                ))}
            </ul>
        </div>
    );
}
