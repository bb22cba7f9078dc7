/** All tables as the one object that drizzle works with; a table is imported from its own file. */
import * as auth from './auth.ts';
import * as demonstration from './demonstration.ts';
import * as inspections from './inspections.ts';
import * as log from './log.ts';
import * as projection from './projection.ts';

export const schema = { ...auth, ...demonstration, ...inspections, ...log, ...projection };
