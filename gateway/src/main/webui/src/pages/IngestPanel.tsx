import { useEffect, useState } from 'react';
import { followIngest, tokensOf } from '../api/progress';
import type { DatasetSummary, IngestProgress } from '../api/types';
import { Bar } from '../components/States';
import { useApp } from '../context';
import { bytes, plural } from '../format';

/** How far the reading of an uploaded file is. */
export function IngestPanel(props: { dataset: DatasetSummary; done: () => void }): React.JSX.Element {
    const { client } = useApp();
    const [progress, setProgress] = useState<IngestProgress | undefined>(props.dataset.progress);
    useEffect(
        () =>
            followIngest(props.dataset.id, tokensOf(client), (message) => {
                if (message.type === 'done') {
                    props.done();
                } else {
                    setProgress(message.progress);
                }
            }),
        [props.dataset.id],
    );
    return (
        <div className="panel" role="status">
            <p>The file is stored and is being read.</p>
            {progress !== undefined && (
                <>
                    <Bar share={progress.total === 0 ? 0 : progress.done / progress.total} label="Reading" />
                    <p className="quiet">
                        {bytes(progress.done)} of {bytes(progress.total)}
                        {progress.rows > 0 && `, ${plural(progress.rows, 'observation')}`}
                        {progress.eta_s !== undefined && `, about ${plural(progress.eta_s, 'second')} left`}
                    </p>
                </>
            )}
        </div>
    );
}
