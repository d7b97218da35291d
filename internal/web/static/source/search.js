// The search page: results as one types.
import 'htmx.org/dist/htmx.esm.js';
