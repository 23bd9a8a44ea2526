package io.s3dl.fs;

import io.s3dl.fs.Finding.State;
import io.s3dl.store.Leftover;

/** What a check says of names that stand for no object. */
final class LeftoverTexts {

  private LeftoverTexts() {}

  static State state(Leftover.Kind kind, boolean settled) {
    return switch (kind) {
      case BEING_WRITTEN -> State.BEING_WRITTEN;
      case ABANDONED, DELETED, SUPERSEDED, DISPLACED -> settled ? State.FIXED : State.FIXABLE;
      case NAMELESS, UNKNOWN, FOREIGN, UNDECODABLE -> State.REMAINS;
    };
  }

  static String what(Leftover found) {
    String original = found.original().map(key -> "/" + key).orElse("a file");
    return switch (found.kind()) {
      case BEING_WRITTEN -> "Being written";
      case ABANDONED -> "Left over by a writer that is gone; it was never a file";
      case DELETED -> "Left over of " + original + ", which was being deleted";
      case SUPERSEDED -> "Left over of " + original + ", which has been written anew since";
      case DISPLACED -> "This is " + original + ", which lost its name when its writer was killed";
      case NAMELESS -> "This is a file that lost its name, which was too long to be noted";
      case UNKNOWN -> "A file in the making; it cannot be told whether its writer lives";
      case FOREIGN -> "A reserved name, which listings leave out";
      case UNDECODABLE -> "Its name cannot be decoded, so no command reaches it";
    };
  }

  static String action(Leftover.Kind kind, boolean settled) {
    return switch (kind) {
      case BEING_WRITTEN -> "left alone";
      case ABANDONED, DELETED, SUPERSEDED -> settled ? "removed" : "--fix removes it";
      case DISPLACED -> settled ? "it has its name again" : "--fix gives it its name again";
      case NAMELESS -> "rename or remove it with other tools";
      case UNKNOWN -> "check as its owner, on the machine that writes it";
      case FOREIGN -> "rename or remove it with other tools";
      case UNDECODABLE ->
          "rename it with other tools; if the name is UTF-8, start Java with LC_ALL=C.UTF-8";
    };
  }
}
