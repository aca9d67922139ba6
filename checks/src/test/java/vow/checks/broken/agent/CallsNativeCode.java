package vow.checks.broken.agent;

import java.lang.foreign.MemorySegment;

record CallsNativeCode(MemorySegment memory) {}
