import { useEffect, useState } from 'react';
import type { Estimate } from '../api/types';
import { useApp, useLoaded } from '../context';

const TYPING_MS = 400;

/** What a job would cost while it is being filled in; nothing while it could not be asked for. */
export function EstimateLine({ kind, request }: { kind: 'forecast' | 'backtest'; request: unknown }): React.JSX.Element {
    const { client } = useApp();
    const wanted = JSON.stringify({ [kind]: request });
    const [asked, setAsked] = useState(wanted);
    useEffect(() => {
        const timer = setTimeout(() => setAsked(wanted), TYPING_MS);
        return () => clearTimeout(timer);
    }, [wanted]);
    const estimate = useLoaded(asked, () => client.post<Estimate>('/api/v1/usage/estimate', JSON.parse(asked)));
    const { value } = estimate;
    return (
        <p className={value?.fits === false ? 'bad' : 'quiet'} aria-live="polite">
            {value !== undefined && `It costs ${value.units.toLocaleString('en')} units`}
            {value?.budget.left !== undefined && `; ${value.budget.left.toLocaleString('en')} are left this month`}
        </p>
    );
}
