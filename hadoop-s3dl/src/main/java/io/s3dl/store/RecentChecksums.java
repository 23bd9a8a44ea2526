package io.s3dl.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What answers have said of the CRC32Cs of whole objects, for whoever opens one next: the tail of a
 * file is mostly read just before it is opened. Bounded.
 */
public final class RecentChecksums {

  private static final int MOST = 1024;

  private record Version(String key, String etag, long size) {}

  private final Map<Version, OptionalInt> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, OptionalInt> eldest) {
          return size() > MOST;
        }
      };

  /** Remembers what was said of an object, which may be that it has none. */
  public synchronized void put(ObjectInfo info, OptionalInt crc32c) {
    info.etag().ifPresent(etag -> said.put(new Version(info.key(), etag, info.size()), crc32c));
  }

  /**
   * The same of an answer with a part of the object, which may say nothing of the whole: then what
   * is known already.
   */
  public synchronized OptionalInt ofPart(ObjectInfo info, OptionalInt crc32c) {
    if (crc32c.isPresent()) {
      put(info, crc32c);
      return crc32c;
    }
    OptionalInt known = get(info);
    return known == null ? crc32c : known;
  }

  /** Null if nothing is known, which is not to say that there is none. */
  public synchronized OptionalInt get(ObjectInfo info) {
    return info.etag()
        .map(etag -> said.get(new Version(info.key(), etag, info.size())))
        .orElse(null);
  }
}
