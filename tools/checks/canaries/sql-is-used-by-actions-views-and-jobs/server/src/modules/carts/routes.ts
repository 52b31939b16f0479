import './sql/lines.ts';
