package io.s3dl.fs;

import java.util.Optional;

/**
 * All that a name stands for. Files can come in two forms, of which the compressed one wins, and
 * hide a directory that others have made.
 */
record Standing(Optional<Entry> compressed, Optional<Entry> plain, Optional<Entry> directory) {

  /** A name that stands for nothing, or for something that is not asked for. */
  static final Standing NOTHING =
      new Standing(Optional.empty(), Optional.empty(), Optional.empty());

  /** What a name was found to be, with nothing hidden. */
  static Standing of(Entry found) {
    Optional<Entry> one = Optional.of(found);
    Optional<Entry> none = Optional.empty();
    return switch (found.kind()) {
      case COMPRESSED -> new Standing(one, none, none);
      case PLAIN, RAW -> new Standing(none, one, none);
      case DIRECTORY -> new Standing(none, none, one);
    };
  }

  /** What is found under the name. */
  Optional<Entry> winning() {
    return compressed.or(() -> plain).or(() -> directory);
  }

  /** The file in the form that is not this one. */
  Optional<Entry> otherThan(Form form) {
    return form == Form.COMPRESSED ? plain : compressed;
  }
}
