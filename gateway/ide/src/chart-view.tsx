import { BarChart, HeatmapChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';

import { type Drawing, drawingOf, measuresOf } from './chart.ts';
import { say } from './language.ts';
import type { Table } from './table.ts';

use([
  BarChart,
  HeatmapChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

export function ChartView({ table }: { table: Table }) {
  const measures = measuresOf(table);
  const [chosen, setChosen] = useState(measures.includes('count') ? 'count' : measures[0]!);
  const measure = measures.includes(chosen) ? chosen : measures[0]!;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chart = init(place.current!, null, { renderer: 'svg' });
    chart.setOption(optionOf(drawingOf(table, measure)));
    const follow = new ResizeObserver(() => chart.resize());
    follow.observe(place.current!);
    return () => {
      follow.disconnect();
      chart.dispose();
    };
  }, [table, measure]);
  return (
    <>
      {measures.length > 1 && (
        <label className="jiedui-measure">
          {say('指标', 'Measure')}{' '}
          <select value={measure} onChange={(event) => setChosen(event.target.value)}>
            {measures.map((each) => (
              <option key={each} value={each}>
                {table.titles?.[table.columns.indexOf(each)] ?? each}
              </option>
            ))}
          </select>
        </label>
      )}
      <div ref={place} className="jiedui-chart" role="img" aria-label={`${measure}, ${table.name}`} />
    </>
  );
}

function optionOf({ kind, categories, series }: Drawing): EChartsCoreOption {
  const shared = {
    aria: { enabled: true },
    tooltip: {},
    animation: false,
    grid: { containLabel: true, left: 12, right: 16, top: 36, bottom: 12 },
  };
  switch (kind) {
    case 'bar':
      return {
        ...shared,
        ...(series.length > 1 && { legend: { top: 4, type: 'scroll' } }),
        xAxis: {
          type: 'category',
          data: categories,
          axisLabel: {
            interval: 0,
            rotate: categories.length > 8 ? 40 : 0,
            width: 110,
            overflow: 'truncate',
          },
        },
        yAxis: { type: 'value' },
        series: series.map(({ name, values }) => ({
          type: 'bar',
          name,
          data: values,
          ...(series.length > 1 && { stack: 'all' }),
        })),
      };
    case 'heatmap': {
      const points = series.flatMap(({ values }, x) =>
        values.flatMap((value, y) => (value === null ? [] : [[x, y, value]])),
      );
      return {
        ...shared,
        xAxis: { type: 'category', data: series.map(({ name }) => name) },
        yAxis: { type: 'category', data: categories, axisLabel: { width: 150, overflow: 'truncate' } },
        visualMap: {
          min: 0,
          max: Math.max(1, ...points.map(([, , value]) => value!)),
          calculable: true,
          orient: 'horizontal',
          top: 0,
          right: 0,
          itemHeight: 90,
        },
        series: [{ type: 'heatmap', data: points, label: { show: points.length <= 400 } }],
      };
    }
    default:
      throw new Error(`Not drawn: ${String(kind satisfies never)}`);
  }
}
