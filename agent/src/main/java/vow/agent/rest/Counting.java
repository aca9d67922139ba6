package vow.agent.rest;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes over what has the numbers from 0. */
abstract class Counting<T> implements Iterator<T> {
  private final int end;
  private int next;

  Counting(int end) {
    this.end = end;
  }

  abstract T at(int number);

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public T next() {
    if (next >= end) {
      throw new NoSuchElementException();
    }
    return at(next++);
  }
}
