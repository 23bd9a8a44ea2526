// Loaded before Azurite 3.37.0, so that it goes on answering while it sweeps.
//
// Every ten minutes Azurite looks for content that no blob has any more. It removes each piece with
// a query that has Loki sort its index anew, and answers nothing meanwhile: 4,000 pieces took 10 s,
// 8,000 took 42 s, and what a build leaves in ten minutes took longer than tests wait. Removed one
// by one, the index stays sorted.
'use strict';

const fs = require('fs');
const path = require('path');

const VERSION = '3.37.0';

// The program may be a link to dist/src/blob/main.js of the package.
const sources = path.resolve(path.dirname(fs.realpathSync(process.argv[1])), '..');
const version = require(path.resolve(sources, '../../package.json')).version;
if (version !== VERSION) {
  throw new Error(`azurite-sweep.js fits Azurite ${VERSION}, and this is ${version}`);
}
const store = require(path.join(sources, 'common/persistence/LokiExtentMetadataStore.js')).default;

const BETWEEN_REQUESTS = 100;
let removed = 0;

store.prototype.deleteExtent = async function (id) {
  const extents = this.db.getCollection(this.EXTENTS_COLLECTION);
  const extent = extents.findOne({ id });
  if (extent) {
    extents.remove(extent);
  }
  if (++removed % BETWEEN_REQUESTS === 0) {
    await new Promise((resume) => setImmediate(resume));
  }
};
