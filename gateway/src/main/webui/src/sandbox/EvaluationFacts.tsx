import { Table } from '../components/Table';
import { moment, number } from '../format';
import type { Evaluation } from './types';

const ADVICE: Record<Evaluation['recommendation'], string> = {
    stay: 'Stay',
    switch: 'Switch',
    fall_back: 'Fall back to the sure price',
};

/** The quantiles that are nearest to a band of 90 %. */
function shownOf(quantiles: Record<string, number[]>): string[] {
    const nearest = (wanted: number): string[] =>
        Object.keys(quantiles)
            .sort((a, b) => Math.abs(Number(a) - wanted) - Math.abs(Number(b) - wanted))
            .slice(0, 1);
    return [...nearest(0.05), ...nearest(0.95)];
}

/** A probability with the digit that tells a small one from none. */
function risk(share: number): string {
    return `${number(Math.round(1000 * share) / 10)} %`;
}

/** The advice, and the distribution behind it. */
export function EvaluationFacts({ evaluation }: { evaluation: Evaluation }): React.JSX.Element {
    const { distribution, alternatives } = evaluation;
    const quantiles = shownOf(distribution.quantiles);
    return (
        <div role="status">
            <p>
                <strong>
                    {ADVICE[evaluation.recommendation]}
                    {evaluation.switch_to !== undefined && ` to ${evaluation.switch_to}`}
                </strong>
            </p>
            <dl className="facts">
                <div>
                    <dt>Risk that it passes {number(evaluation.limit_price)}</dt>
                    <dd>{risk(evaluation.risk)}</dd>
                </div>
                <div>
                    <dt>Expected saving</dt>
                    <dd>{number(evaluation.expected_saving)}</dd>
                </div>
                <div>
                    <dt>Price now</dt>
                    <dd>{number(evaluation.current_price)}</dd>
                </div>
                <div>
                    <dt>Method</dt>
                    <dd>{evaluation.model}</dd>
                </div>
            </dl>
            {alternatives.length > 0 && (
                <Table label="Alternatives" titles={['Alternative', 'Price now', 'Risk', 'Expected saving']}>
                    {alternatives.map((other) => (
                        <tr key={other.name}>
                            <td>{other.name}</td>
                            <td>{number(other.current_price)}</td>
                            <td>{risk(other.risk)}</td>
                            <td>{number(other.expected_saving)}</td>
                        </tr>
                    ))}
                </Table>
            )}
            <details>
                <summary>The distribution</summary>
                <Table
                    label="The distribution"
                    titles={['Step', 'Mean', ...quantiles.map((one) => `${number(100 * Number(one))} % quantile`)]}
                >
                    {distribution.mean.map((mean, i) => (
                        <tr key={i}>
                            <td>{distribution.times?.[i] === undefined ? i + 1 : moment(distribution.times[i])}</td>
                            <td>{number(mean)}</td>
                            {quantiles.map((one) => (
                                <td key={one}>{number(distribution.quantiles[one]?.[i] ?? NaN)}</td>
                            ))}
                        </tr>
                    ))}
                </Table>
            </details>
        </div>
    );
}
