import './draw.ts';
