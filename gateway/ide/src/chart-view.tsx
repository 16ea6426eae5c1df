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
import { useEffect, useMemo, useRef, useState } from 'react';

import { type Drawing, drawingOf, firstMeasure, measuresOf } from './chart.ts';
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
  const [chosen, setChosen] = useState(firstMeasure(table)!);
  const measure = measures.includes(chosen) ? chosen : firstMeasure(table)!;
  const title = table.titles?.[table.columns.indexOf(measure)] ?? measure;
  const drawing = useMemo(() => drawingOf(table, measure), [table, measure]);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chart = init(place.current!, null, { renderer: 'svg' });
    chart.setOption(optionOf(drawing, title));
    const follow = new ResizeObserver(() => chart.resize());
    follow.observe(place.current!);
    return () => {
      follow.disconnect();
      chart.dispose();
    };
  }, [drawing, title]);
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
      <div
        ref={place}
        className="jiedui-chart"
        role="img"
        aria-label={title}
        style={{ minHeight: drawing.kind === 'heatmap' ? drawing.categories.length * 20 + 90 : undefined }}
      />
    </>
  );
}

/** @param title of what is measured. */
function optionOf({ kind, categories, series, adds }: Drawing, title: string): EChartsCoreOption {
  // The page's own colour, light or dark, also where it changes meanwhile: the chart is drawn as SVG.
  const color = 'currentColor';
  const axisLabel = { color };
  const textStyle = { color };
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
        ...(series.length > 1 && { legend: { top: 4, type: 'scroll', textStyle } }),
        xAxis: {
          type: 'category',
          data: categories,
          axisLabel: {
            color,
            // So many names are not read at once: every so many stand there, and each by its bar.
            interval: categories.length > 24 ? 'auto' : 0,
            rotate: categories.length > 8 ? 40 : 0,
            width: 110,
            overflow: 'truncate',
          },
        },
        yAxis: { type: 'value', axisLabel, splitLine: { lineStyle: { color, opacity: 0.15 } } },
        series: series.map(({ name, values }) => ({
          type: 'bar',
          name: series.length > 1 ? name : title,
          data: values,
          ...(series.length > 1 && adds && { stack: 'all' }),
        })),
      };
    case 'heatmap': {
      const names = series.map(({ name }) => name);
      // Days that are all the first of their month are months.
      const areMonths = names.every((name) => /^\d{4}-\d{2}-01$/.test(name));
      const points = series.flatMap(({ values }, x) =>
        values.flatMap((value, y) => (value === null ? [] : [[x, y, value]])),
      );
      return {
        ...shared,
        // In the order of the rows, and with the names above, where they are seen however many rows there are.
        grid: { ...shared.grid, top: 48 },
        xAxis: {
          type: 'category',
          position: 'top',
          data: areMonths ? names.map((name) => name.slice(0, 'YYYY-MM'.length)) : names,
          axisLabel: {
            color,
            interval: names.length > 36 ? 'auto' : 0,
            rotate: names.length > 6 ? 45 : 0,
            width: 160,
            overflow: 'truncate',
          },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: categories,
          axisLabel: { color, width: 190, overflow: 'truncate' },
        },
        visualMap: {
          min: 0,
          max: Math.max(1, ...points.map(([, , value]) => value!)),
          calculable: true,
          orient: 'horizontal',
          top: 0,
          left: 0,
          itemHeight: 90,
          textStyle,
        },
        series: [{ type: 'heatmap', name: title, data: points, label: { show: points.length <= 400 } }],
      };
    }
    default:
      throw new Error(`Not drawn: ${String(kind satisfies never)}`);
  }
}
