package io.s3dl.store;

import java.util.Comparator;

/** Strings in the order of their UTF-8 bytes, which is that of their code points. */
public final class Utf8Order implements Comparator<String> {

  /** The only one. */
  public static final Utf8Order INSTANCE = new Utf8Order();

  private Utf8Order() {}

  @Override
  public int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean both = Character.isSurrogate(left) == Character.isSurrogate(right);
        // Halves of code points above all others are no greater than some of those as numbers.
        return both ? Character.compare(left, right) : Character.isSurrogate(left) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
