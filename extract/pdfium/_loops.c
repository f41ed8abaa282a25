/* One call of a C function for each of many handles: what pdf_loops.py does through ctypes, without its cost per call.

   The module knows shapes of functions (what they take, what they give), not pdfium: the address of the function comes with every call,
   from the library that ctypes has loaded. It decides nothing and allocates nothing. Every array is a buffer of the caller's, and its
   length is checked against the number of handles before the first call, so that no count that a document declares is ever trusted.
   The interpreter lock is held throughout: pdfium is not thread-safe. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef void *Handle;
typedef struct {
    void *function;
    Py_ssize_t n;                            /* handles */
    Py_buffer handles, index, inner, out, found;
} Job;

typedef enum { NO_INDEX, INDEX, TWO_INDEXES } Indexes;

static void close_job(Job *job)
{
    Py_buffer *all[] = {&job->handles, &job->index, &job->inner, &job->out, &job->found};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i]->obj) PyBuffer_Release(all[i]);
}

/* Opens `source` as room for exactly `n` items of `size` bytes, laid out and aligned as C has them. */
static int open_buffer(PyObject *source, Py_buffer *view, int flags, Py_ssize_t n, Py_ssize_t size, const char *name)
{
    if (PyObject_GetBuffer(source, view, flags) < 0) return -1;
    if (size <= 0 || n > PY_SSIZE_T_MAX / size || view->len != n * size) {
        PyErr_Format(PyExc_ValueError, "%s: %zd bytes for %zd items of %zd", name, view->len, n, size);
        return -1;
    }
    if ((uintptr_t)view->buf % (size % 8 == 0 ? 8 : size % 4 == 0 ? 4 : 1) != 0 && n) {
        PyErr_Format(PyExc_ValueError, "%s is not aligned", name);
        return -1;
    }
    return 0;
}

/* Arguments of every loop: function, handles (8 bytes each), as many indexes (4 bytes each) as the shape has, room for the results
   (`size` bytes each; 0: any whole number of bytes), and where the function tells success a byte per handle. */
static int open_job(Job *job, PyObject *args, Indexes indexes, Py_ssize_t size, int tells)
{
    memset(job, 0, sizeof *job);
    Py_ssize_t at = 0, expected = 3 + (Py_ssize_t)indexes + (tells ? 1 : 0);
    if (PyTuple_Size(args) != expected) {
        PyErr_Format(PyExc_TypeError, "%zd arguments expected", expected);
        return -1;
    }
    PyObject *address = PyObject_GetAttrString(PyTuple_GetItem(args, at++), "address");
    if (!address) return -1;
    job->function = PyLong_AsVoidPtr(address);
    Py_DECREF(address);
    if (!job->function) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a function without an address");
        return -1;
    }
    PyObject *handles = PyTuple_GetItem(args, at++);
    if (PyObject_GetBuffer(handles, &job->handles, PyBUF_SIMPLE) < 0) goto fail;
    job->n = job->handles.len / 8;
    PyBuffer_Release(&job->handles);
    if (open_buffer(handles, &job->handles, PyBUF_SIMPLE, job->n, 8, "handles") < 0) goto fail;
    if (indexes >= INDEX && open_buffer(PyTuple_GetItem(args, at++), &job->index, PyBUF_SIMPLE, job->n, 4, "index") < 0) goto fail;
    if (indexes == TWO_INDEXES && open_buffer(PyTuple_GetItem(args, at++), &job->inner, PyBUF_SIMPLE, job->n, 4, "inner index") < 0)
        goto fail;
    PyObject *out = PyTuple_GetItem(args, at++);
    if (size == 0) { /* a record whose size the caller knows */
        if (PyObject_GetBuffer(out, &job->out, PyBUF_SIMPLE) < 0) goto fail;
        size = job->n ? job->out.len / job->n : 4;
        PyBuffer_Release(&job->out);
    }
    if (open_buffer(out, &job->out, PyBUF_WRITABLE, job->n, size, "results") < 0) goto fail;
    if (tells && open_buffer(PyTuple_GetItem(args, at++), &job->found, PyBUF_WRITABLE, job->n, 1, "found") < 0) goto fail;
    return 0;
fail:
    close_job(job);
    return -1;
}

/* A Python function `name` that opens the job, runs `call` once per handle, and closes the job. */
#define LOOP(name, indexes, size, tells, call)                                                                                       \
    static PyObject *name(PyObject *self, PyObject *args)                                                                            \
    {                                                                                                                                \
        Job job;                                                                                                                     \
        (void)self;                                                                                                                  \
        if (open_job(&job, args, indexes, size, tells) < 0) return NULL;                                                             \
        const uint64_t *handles = job.handles.buf;                                                                                   \
        const int32_t *index = job.index.buf, *inner = job.inner.buf;                                                                \
        uint8_t *found = job.found.buf;                                                                                              \
        (void)index, (void)inner, (void)found;                                                                                       \
        for (Py_ssize_t i = 0; i < job.n; i++) {                                                                                     \
            Handle handle = (Handle)(uintptr_t)handles[i];                                                                           \
            call;                                                                                                                    \
        }                                                                                                                            \
        close_job(&job);                                                                                                             \
        Py_RETURN_NONE;                                                                                                              \
    }

#define AS(type) ((type)job.function)
#define TO(type) ((type *)job.out.buf)
#define RECORD ((char *)job.out.buf + i * (job.out.len / job.n))

typedef Handle (*PointerOf)(Handle);
typedef int (*NumberOf)(Handle);
typedef Handle (*PointerAt)(Handle, int);
typedef Handle (*MemberAt)(Handle, unsigned long);
typedef Handle (*NestedAt)(Handle, int, int);
typedef int (*NumberAt)(Handle, int);
typedef double (*DoubleAt)(Handle, int);
typedef int (*RecordOf)(Handle, void *);
typedef int (*PairOf)(Handle, void *, void *);
typedef int (*FourOf)(Handle, void *, void *, void *, void *);
typedef int (*RecordAt)(Handle, int, void *);
typedef int (*FourAt)(Handle, int, double *, double *, double *, double *);

LOOP(pointers_of, NO_INDEX, 8, 0, TO(uint64_t)[i] = (uintptr_t)AS(PointerOf)(handle))
LOOP(numbers_of, NO_INDEX, 4, 0, TO(int32_t)[i] = AS(NumberOf)(handle))
LOOP(pointers_at, INDEX, 8, 0, TO(uint64_t)[i] = (uintptr_t)AS(PointerAt)(handle, index[i]))
LOOP(members_at, INDEX, 8, 0, TO(uint64_t)[i] = (uintptr_t)AS(MemberAt)(handle, (unsigned long)(uint32_t)index[i]))
LOOP(nested_at, TWO_INDEXES, 8, 0, TO(uint64_t)[i] = (uintptr_t)AS(NestedAt)(handle, index[i], inner[i]))
LOOP(numbers_at, INDEX, 4, 0, TO(int32_t)[i] = AS(NumberAt)(handle, index[i]))
LOOP(doubles_at, INDEX, 8, 0, TO(double)[i] = AS(DoubleAt)(handle, index[i]))
LOOP(records_of, NO_INDEX, 0, 1, found[i] = AS(RecordOf)(handle, RECORD) != 0)
LOOP(pairs_of, NO_INDEX, 8, 1, found[i] = AS(PairOf)(handle, TO(int32_t) + 2 * i, TO(int32_t) + 2 * i + 1) != 0)
LOOP(fours_of, NO_INDEX, 16, 1, {
    int32_t *to = TO(int32_t) + 4 * i;
    found[i] = AS(FourOf)(handle, to, to + 1, to + 2, to + 3) != 0;
})
LOOP(records_at, INDEX, 0, 1, found[i] = AS(RecordAt)(handle, index[i], RECORD) != 0)
LOOP(fours_at, INDEX, 32, 1, {
    double *to = TO(double) + 4 * i;
    found[i] = AS(FourAt)(handle, index[i], to, to + 1, to + 2, to + 3) != 0;
})

#define ENTRY(name) {#name, name, METH_VARARGS, NULL}
static PyMethodDef methods[] = {
    ENTRY(pointers_of), ENTRY(numbers_of), ENTRY(pointers_at), ENTRY(members_at), ENTRY(nested_at),  ENTRY(numbers_at),
    ENTRY(doubles_at),  ENTRY(records_of), ENTRY(pairs_of),    ENTRY(fours_of),   ENTRY(records_at), ENTRY(fours_at),
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_loops", "Loops over C functions: see pdf_loops.py", 0, methods, NULL, NULL,
                                    NULL, NULL};

PyMODINIT_FUNC PyInit__loops(void) { return PyModuleDef_Init(&module); }
