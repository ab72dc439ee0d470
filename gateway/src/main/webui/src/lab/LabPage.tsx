import { useState } from 'react';
import { ExperimentsPanel } from './ExperimentsPanel';
import { ModelsPanel } from './ModelsPanel';
import { TargetPanel } from './TargetPanel';
import { useLabRole } from './useLabRole';

/** Experiments, the models that come of them, and what each target is forecast with. */
export function LabPage(): React.JSX.Element {
    const [round, setRound] = useState(0);
    const reload = (): void => setRound((before) => before + 1);
    const changes = useLabRole();
    return (
        <section>
            <h1>Lab</h1>
            {!changes && <p className="quiet">Only people with the role lab change what is here.</p>}
            <ModelsPanel round={round} changed={reload} />
            <TargetPanel />
            <ExperimentsPanel round={round} changed={reload} />
        </section>
    );
}
