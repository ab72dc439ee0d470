import { Table } from '../components/Table';
import { score } from '../format';
import type { Comparison } from './types';

/** Experiments side by side: the MASE of each method in each. */
export function ComparisonTable({ comparison }: { comparison: Comparison }): React.JSX.Element {
    const { experiments, models, best, comparable } = comparison;
    return (
        <>
            {!comparable && (
                <p className="failure">They did not use the same data, so their numbers tell different stories.</p>
            )}
            <Table label="Comparison" titles={['Method', ...experiments.map((experiment) => experiment.name)]}>
                {Object.entries(models).map(([model, numbers]) => (
                    <tr key={model}>
                        <td>{model}</td>
                        {experiments.map(({ id }) => {
                            const mase = numbers[id]?.mase;
                            const isBest = best !== undefined && best.model === model && best.experiment_id === id;
                            return (
                                <td key={id}>
                                    {mase === undefined ? '' : isBest ? <strong>{score(mase)}</strong> : score(mase)}
                                </td>
                            );
                        })}
                    </tr>
                ))}
            </Table>
            {best !== undefined && (
                <p role="status">
                    {best.model} did best, with a MASE of {score(best.mase)}.
                </p>
            )}
        </>
    );
}
