import { describe, expect, it } from 'vitest';
import { chartData } from './chartData';

describe('chartData', () => {
    const past = {
        series_id: 'a',
        observations: [
            ['2024-01-01T00:00:00Z', 1],
            ['2024-02-01T00:00:00Z', null],
            ['2024-03-01T00:00:00Z', 3],
        ] as [string, number | null][],
    };
    const forecast = {
        id: 'a',
        times: ['2024-04-01T00:00:00Z', '2024-05-01T00:00:00Z'],
        mean: [4, 5],
        intervals: { '80': { lo: [3, 3], hi: [5, 7] }, '95': { lo: [2, 1], hi: [6, 9] } },
    };

    it('puts the past, the mean and the bounds, widest first, on one time axis', () => {
        const { levels, columns } = chartData(past, forecast);
        expect(levels).toEqual(['95', '80']);
        expect(columns[0]).toHaveLength(5);
        expect(columns[1]).toEqual([1, null, 3, null, null]);
        expect(columns[2]).toEqual([null, null, 3, 4, 5]);
        expect(columns[3]).toEqual([null, null, 3, 2, 1]);
        expect(columns[6]).toEqual([null, null, 3, 5, 7]);
        expect(columns.every((column) => column.length === 5)).toBe(true);
    });

    it('shows the end of a long past', () => {
        const long = {
            series_id: 'a',
            observations: Array.from({ length: 500 }, (_, i) => [new Date(i * 86_400_000).toISOString(), i]) as [
                string,
                number,
            ][],
        };
        expect(chartData(long, forecast).columns[0]).toHaveLength(62);
    });
});
