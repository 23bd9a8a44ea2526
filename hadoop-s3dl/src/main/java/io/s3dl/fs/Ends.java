package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.StoredTail;
import java.io.IOException;
import java.util.Optional;

/** Reads the ends of compressed objects as they are now. Safe for use by several threads. */
@FunctionalInterface
interface Ends {

  /**
   * What the end of an object tells.
   *
   * @throws java.io.FileNotFoundException if it is gone
   * @throws io.s3dl.format.ObjectFormatException if it is corrupt, foreign or unsupported
   */
  End of(Entry compressed) throws IOException;

  /**
   * What was read of an object.
   *
   * @param info what the store said of it then
   */
  record End(ObjectInfo info, FrameIndex index) {}

  /** Opens the object and reads. */
  static Ends opening(ObjectStore store) {
    return compressed -> {
      try (ObjectReader reader = store.open(compressed.physicalKey(), Optional.empty())) {
        return new End(reader.info(), FrameIndex.read(reader, compressed.physicalKey()));
      }
    };
  }

  /** Asks for the last bytes, unless they have come already. */
  static Ends asking(FlatStore store) {
    return compressed -> {
      String key = compressed.physicalKey();
      ObjectInfo known = compressed.info();
      StoredTail tail =
          compressed.tail().isPresent()
              ? compressed.tail().get()
              : store.tail(known, FrameIndex.likelyTailBytes(known.size()), () -> {});
      try (ObjectReader reader = new TailReader(store, key, tail)) {
        return new End(tail.info(), FrameIndex.read(reader, tail.bytes().remaining(), key));
      }
    };
  }
}
