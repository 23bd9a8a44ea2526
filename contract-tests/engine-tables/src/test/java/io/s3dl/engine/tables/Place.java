package io.s3dl.engine.tables;

import java.util.Locale;

/** Where tables are. */
enum Place {
  /** A bucket, as it is configured by default. */
  COMPRESSED,
  /** A bucket in which all is stored as it is. */
  PLAIN,
  /** A directory, by filedl. */
  LOCAL,
  /** A directory without us, to compare with. */
  FILE;

  /** The name of Iceberg's catalog of this place. */
  String catalog() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether what is text is stored compressed. */
  boolean compresses() {
    return this == COMPRESSED || this == LOCAL;
  }
}
