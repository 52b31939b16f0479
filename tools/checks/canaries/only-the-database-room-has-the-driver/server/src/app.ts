import pg from 'pg';
export default pg;
