package io.s3dl.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A name in a directory that stands for no object: what writers have there before they publish it,
 * or had when they died, and what no key can name. Listings leave it out.
 *
 * @param key its key; of a name that cannot be decoded, the key with its bytes percent-encoded,
 *     which names nothing
 * @param kind what it is
 * @param original the key that an object had which was taken out of its name
 */
public record Leftover(String key, Kind kind, Optional<String> original) {

  public Leftover {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(original, "original");
  }

  /** What such a name is. */
  public enum Kind {
    /** A writer that lives writes it, or is about to publish it. */
    BEING_WRITTEN,
    /** Its writer is gone; it was never an object. */
    ABANDONED,
    /** An object that was being deleted when its deleter died. */
    DELETED,
    /** An object that had been replaced when its deleter died. */
    SUPERSEDED,
    /** An object that lost its name to a deleter that meant another one, and died. */
    DISPLACED,
    /** The same, where the name is not known. */
    NAMELESS,
    /** It cannot be told whether its writer lives. */
    UNKNOWN,
    /** Somebody else's, under a name that is reserved for the above. */
    FOREIGN,
    /** A name that cannot be decoded. */
    UNDECODABLE;

    /** Whether it is of no use to anybody, and can go. */
    public boolean isRubbish() {
      return this == ABANDONED || this == DELETED || this == SUPERSEDED;
    }
  }
}
