"""What `import rajut` gives: conversion, raw tables, published datasets. Each module is loaded when its name is used."""
