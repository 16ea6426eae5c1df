/** Imported before everything else: graphql-js decides when it is loaded whether it checks like a tool or runs like a server. */
process.env['NODE_ENV'] = 'production';
