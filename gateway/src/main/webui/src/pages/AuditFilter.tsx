/** What a search asks for; what is absent is not asked. */
export interface Criteria {
    type?: string;
    resource?: string;
    from?: string;
    to?: string;
    request_id?: string;
}

const KINDS = ['account', 'session', 'dataset', 'forecast', 'backtest', 'anomalies', 'audit'];

/** As the address of a search carries it. */
export function queryOf(criteria: Criteria): string {
    return new URLSearchParams(Object.entries(criteria) as [string, string][]).toString();
}

/** A local date as a moment. */
function startOf(day: string): string {
    return new Date(`${day}T00:00:00`).toISOString();
}

function endOf(day: string): string {
    const next = new Date(`${day}T00:00:00`);
    next.setDate(next.getDate() + 1);
    return next.toISOString();
}

/** Narrows the list of entries. */
export function AuditFilter({ onChange }: { onChange: (criteria: Criteria) => void }): React.JSX.Element {
    const search = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string): string => String(form.get(name) ?? '').trim();
        onChange({
            ...(text('type') !== '' && { type: text('type') }),
            ...(text('resource') !== '' && { resource: text('resource') }),
            ...(text('from') !== '' && { from: startOf(text('from')) }),
            ...(text('to') !== '' && { to: endOf(text('to')) }),
            ...(text('request_id') !== '' && { request_id: text('request_id') }),
        });
    };
    return (
        <form className="panel" aria-label="Search the audit trail" onSubmit={search} onReset={() => onChange({})}>
            <div className="fields">
                <label>
                    What
                    <select name="type" defaultValue="">
                        <option value="">everything</option>
                        {KINDS.map((kind) => (
                            <option key={kind} value={`${kind}.*`}>
                                {kind}
                            </option>
                        ))}
                    </select>
                </label>
                <label>
                    Resource
                    <input name="resource" placeholder="dataset/..." />
                </label>
                <label>
                    From
                    <input name="from" type="date" />
                </label>
                <label>
                    To
                    <input name="to" type="date" />
                </label>
                <label>
                    Request
                    <input name="request_id" placeholder="request id" />
                </label>
            </div>
            <div className="buttons">
                <button type="submit">Search</button>
                <button type="reset" className="plain">
                    Clear
                </button>
            </div>
        </form>
    );
}
