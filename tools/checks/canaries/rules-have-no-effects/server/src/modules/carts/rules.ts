import '../../platform/database/database.ts';
